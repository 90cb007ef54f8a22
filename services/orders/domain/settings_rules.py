"""How a partner's overrides are laid over the defaults, and which settings make no sense."""

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from pydantic import TypeAdapter, ValidationError

from billing.days import is_time_zone
from contracts.characters import require_one_line, require_seen
from contracts.message import MailAddress
from contracts.settings import PartnerSettings, SettingsAreInconsistent

DEFAULT = "default"
ADDRESSES = TypeAdapter(list[MailAddress])
NUMBER_FORMAT = re.compile(r"(?:0[0-9]{0,2}|[1-9][0-9]?)?d?")
LONGEST_NUMBER = 100
"""Of a document, in characters: it is printed, and told wherever the document is named."""


def settings_in_force(*layers: Mapping[str, Any]) -> PartnerSettings:
    """The defaults with each layer's fields over them: partner default's first, then its own."""
    merged: dict[str, Any] = {}
    for layer in layers:
        merged.update(layer)
    return PartnerSettings.model_validate(merged)


def require_known_fields(names: list[str]) -> None:
    unknown = sorted(set(names) - set(PartnerSettings.model_fields))
    if unknown:
        raise SettingsAreInconsistent(
            f"There is no setting {', '.join(unknown)} to reset. Nothing was changed."
        )


def require_consistent(settings: PartnerSettings, partner: str) -> None:
    """Raises `SettingsAreInconsistent` with every fault of the settings in force."""
    faults = [*_mail_faults(settings), *_number_faults(settings.numbering_pattern)]
    faults += _print_faults(settings)
    if not settings.payment_methods:
        faults.append("payment_methods is empty; switch gateway_enabled off to offer none")
    if not is_time_zone(settings.time_zone):
        faults.append(f"{settings.time_zone!r} is no IANA time zone such as Europe/Vienna")
    if faults:
        raise SettingsAreInconsistent(
            f"For partner {partner}: {'; '.join(faults)}. Nothing was changed.", faults=faults
        )


def _mail_faults(settings: PartnerSettings) -> list[str]:
    recipients = settings.mail_recipients
    faults = [f"{address!r} is no mail address" for address in _no_addresses(recipients)]
    if settings.channel == "email" and not recipients:
        faults.append("channel e-mail needs at least one recipient in mail_recipients")
    return faults


def _no_addresses(texts: list[str]) -> list[str]:
    try:
        ADDRESSES.validate_python(texts)
    except ValidationError as error:
        return [str(fault["input"]) for fault in error.errors()]
    return []


def _print_faults(settings: PartnerSettings) -> list[str]:
    """Of what is printed on documents and written into tickets."""
    lines = ("numbering_pattern", "legal_name", "vat_id", "ticket_group", "ticket_assignee")
    faults = [_fault_of(settings, name, require_one_line) for name in lines]
    return list(filter(None, [*faults, _fault_of(settings, "address", require_seen)]))


def _fault_of(settings: PartnerSettings, name: str, rule: Callable[[str], str]) -> str:
    try:
        rule(getattr(settings, name) or "")
    except ValueError as error:
        return f"{name} {error}"
    return ""


def _number_faults(pattern: str) -> list[str]:
    fault = f"the numbering pattern {pattern!r} must contain {{next}}, and besides it only"
    fault += " {year}, {partner} and plain text"
    try:
        fields = [f for f in Formatter().parse(pattern) if f[1] is not None]
        names = {name for _, name, _, _ in fields}
        plain = all(NUMBER_FORMAT.fullmatch(s or "") and not c for _, _, s, c in fields)
        if "next" not in names or names - {"next", "year", "partner"} or not plain:
            return [fault]
        longest = pattern.format(year=2023, partner=99, next=10**12)
    except (ValueError, IndexError, KeyError):
        return [fault]
    if len(longest) > LONGEST_NUMBER:
        return [f"the numbering pattern {pattern!r} makes numbers beyond {LONGEST_NUMBER} letters"]
    return []
