"""How a partner's fields are laid over the defaults, and which settings make no sense together."""

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from pydantic import HttpUrl, TypeAdapter, ValidationError

from billing.days import is_time_zone
from contracts.characters import require_one_line, require_seen
from contracts.message import MailAddress
from contracts.said import Said, said
from contracts.settings import PartnerSettings, SettingsAreInconsistent

DEFAULT = "default"
ADDRESSES = TypeAdapter(list[MailAddress])
WEB_ADDRESS = TypeAdapter(HttpUrl)
HOST_FIRST = re.compile(r"https?://[^/?#@\\]+(?:[/?#]|$)")
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
    "escalation_group": require_one_line,
    "display_name": require_one_line,
    "support_phone": require_one_line,
    "logo_url": require_one_line,
    "privacy_url": require_one_line,
    "imprint_url": require_one_line,
    "terms_text": require_seen,
    "customer_portal_url": require_one_line,
    "admin_portal_url": require_one_line,
    "address": require_seen,
}
"""How each may look that is printed on documents, shown to customers and written into tickets."""
PORTALS = ("customer_portal_url", "admin_portal_url")
"""Addresses that the path to an order is put behind."""


def settings_in_force(*layers: Mapping[str, Any]) -> PartnerSettings:
    """The defaults with each layer's fields over them: partner default's first, then its own."""
    merged: dict[str, Any] = {}
    for layer in layers:
        merged.update(layer)
    return PartnerSettings.model_validate(merged)


def reached_at(settings: PartnerSettings, portal_url: str, admin_url: str) -> PartnerSettings:
    """With the house's portals for the customers and the staff of a partner that names none;
    empty: there is none."""
    portals = {
        "customer_portal_url": settings.customer_portal_url or portal_url,
        "admin_portal_url": settings.admin_portal_url or admin_url,
    }
    return settings.model_copy(update=portals)


def require_consistent(settings: PartnerSettings, partner: str) -> None:
    """Raises `SettingsAreInconsistent` with every fault of the settings in force."""
    if faults := faults_of(settings):
        raise SettingsAreInconsistent(partner=partner, faults=faults)


def faults_of(settings: PartnerSettings) -> list[Said]:
    """Each names the field that it is a fault of."""
    faults = [*_mail_faults(settings), *_number_faults(settings.numbering_pattern)]
    faults += [*_print_faults(settings), *_deadline_faults(settings), *_address_faults(settings)]
    if not settings.payment_methods:
        faults.append(said("settings.no_methods", field="payment_methods"))
    if not is_time_zone(settings.time_zone):
        shown = settings.time_zone[:LONGEST_SHOWN]
        faults.append(said("settings.no_time_zone", field="time_zone", time_zone=shown))
    return faults


def _mail_faults(settings: PartnerSettings) -> list[Said]:
    recipients = settings.mail_recipients
    support = [settings.support_email] if settings.support_email else []
    written = {"mail_recipients": recipients, "support_email": support}
    faults = [
        said("settings.no_mail_address", field=name, address=one[:LONGEST_SHOWN])
        for name, addresses in written.items()
        for one in _no_addresses(addresses)
    ]
    if settings.channel == "email" and not recipients:
        faults.append(said("settings.no_recipient", field="mail_recipients"))
    quiet = (settings.mail_quiet_from, settings.mail_quiet_until)
    if any(quiet) and (not all(quiet) or quiet[0] == quiet[1]):
        faults.append(said("settings.quiet_hours", field="mail_quiet_from"))
    return faults


def _no_addresses(texts: list[str]) -> list[str]:
    try:
        ADDRESSES.validate_python(texts)
    except ValidationError as error:
        return [str(fault["input"]) for fault in error.errors()]
    return []


def _print_faults(settings: PartnerSettings) -> list[Said]:
    """Of what is printed on documents and written into tickets."""
    texts = [(name, rule, getattr(settings, name) or "") for name, rule in PRINTED.items()]
    buttons = settings.order_button_text.values()
    texts += [("order_button_text", require_one_line, text) for text in buttons]
    return [
        said("settings.unprintable", field=name)
        for name, rule, text in texts
        if not _fits(rule, text)
    ]


def _fits(rule: Callable[[str], str], text: str) -> bool:
    try:
        rule(text)
    except ValueError:
        return False
    return True


def _deadline_faults(settings: PartnerSettings) -> list[Said]:
    """Each is later than the one before, so that none comes when all is over."""
    in_order = (
        ("approval_reminder_after_seconds", "approval_escalation_after_seconds"),
        ("approval_escalation_after_seconds", "approval_expires_after_seconds"),
        ("approval_warning_before_expiry_seconds", "approval_expires_after_seconds"),
    )
    return [
        said("settings.not_below", field=lower, other_field=higher)
        for lower, higher in in_order
        if getattr(settings, lower) >= getattr(settings, higher)
    ]


def _address_faults(settings: PartnerSettings) -> list[Said]:
    return [
        said("settings.no_web_address", field=name)
        for name in ("logo_url", "privacy_url", "imprint_url", *PORTALS)
        if not _is_web_address(getattr(settings, name), is_portal=name in PORTALS)
    ]


def _is_web_address(url: str, *, is_portal: bool) -> bool:
    """Of a host alone, without who logs in there; a portal's goes on with the path of an order."""
    if not url:
        return True
    try:
        WEB_ADDRESS.validate_python(url)
    except ValidationError:
        return False
    return bool(HOST_FIRST.match(url)) and not (is_portal and set(url) & set("?#"))


def _number_faults(pattern: str) -> list[Said]:
    named = {"field": "numbering_pattern", "pattern": pattern[:LONGEST_SHOWN]}
    fault = said("settings.numbering", **named)
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
        return [said("settings.number_too_long", most=LONGEST_NUMBER, **named)]
    return []
