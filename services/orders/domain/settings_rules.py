"""How a partner's overrides are laid over the defaults, and which settings make no sense."""

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from pydantic import TypeAdapter, ValidationError

from billing.days import is_time_zone
from contracts.characters import require_one_line, require_seen
from contracts.message import MailAddress
from contracts.said import Said, said
from contracts.settings import PartnerSettings, SettingsAreInconsistent

DEFAULT = "default"
ADDRESSES = TypeAdapter(list[MailAddress])
NUMBER_FORMAT = re.compile(r"(?:0[0-9]{0,2}|[1-9][0-9]?)?d?")
LONGEST_NUMBER = 100
"""Of a document, in characters: it is printed, and told wherever the document is named."""
LONGEST_SHOWN = 100
"""Of what is wrong."""
PRINTED: Mapping[str, Callable[[str], str]] = {
    "numbering_pattern": require_one_line,
    "legal_name": require_one_line,
    "vat_id": require_one_line,
    "ticket_group": require_one_line,
    "ticket_assignee": require_one_line,
    "address": require_seen,
}
"""How each may look that is printed on documents and written into tickets."""


def settings_in_force(*layers: Mapping[str, Any]) -> PartnerSettings:
    """The defaults with each layer's fields over them: partner default's first, then its own."""
    merged: dict[str, Any] = {}
    for layer in layers:
        merged.update(layer)
    return PartnerSettings.model_validate(merged)


def require_consistent(settings: PartnerSettings, partner: str) -> None:
    """Raises `SettingsAreInconsistent` with every fault of the settings in force."""
    faults = [*_mail_faults(settings), *_number_faults(settings.numbering_pattern)]
    faults += _print_faults(settings)
    if not settings.payment_methods:
        faults.append(said("settings.no_methods"))
    if not is_time_zone(settings.time_zone):
        faults.append(said("settings.no_time_zone", time_zone=settings.time_zone[:LONGEST_SHOWN]))
    if faults:
        raise SettingsAreInconsistent(partner=partner, faults=faults)


def _mail_faults(settings: PartnerSettings) -> list[Said]:
    recipients = settings.mail_recipients
    faults = [
        said("settings.no_mail_address", address=one[:LONGEST_SHOWN])
        for one in _no_addresses(recipients)
    ]
    if settings.channel == "email" and not recipients:
        faults.append(said("settings.no_recipient"))
    return faults


def _no_addresses(texts: list[str]) -> list[str]:
    try:
        ADDRESSES.validate_python(texts)
    except ValidationError as error:
        return [str(fault["input"]) for fault in error.errors()]
    return []


def _print_faults(settings: PartnerSettings) -> list[Said]:
    """Of what is printed on documents and written into tickets."""
    return [
        said("settings.unprintable", field=name)
        for name, rule in PRINTED.items()
        if not _fits(rule, getattr(settings, name) or "")
    ]


def _fits(rule: Callable[[str], str], text: str) -> bool:
    try:
        rule(text)
    except ValueError:
        return False
    return True


def _number_faults(pattern: str) -> list[Said]:
    shown = pattern[:LONGEST_SHOWN]
    fault = said("settings.numbering", pattern=shown)
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
        return [said("settings.number_too_long", pattern=shown, most=LONGEST_NUMBER)]
    return []
