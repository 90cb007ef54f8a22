"""Which setting stands in which section, and how each is typed. A test sees that all have a
place."""

from collections.abc import Mapping
from typing import Literal, get_args

from contracts.settings import Channel, Priority

Section = Literal["ordering", "approval", "payment", "documents", "profile", "mails"]
Kind = Literal[
    "flag", "choice", "duration", "number", "text", "long", "lines", "methods", "texts", "time"
]
ORDERING: Mapping[str, Kind] = {
    "ordering_enabled": "flag",
    "gateway_enabled": "flag",
    "payment_methods": "methods",
    "largest_start_shift_days": "number",
    "credit_notes_enabled": "flag",
    "order_button_text": "texts",
    "terms_text": "long",
}
APPROVAL: Mapping[str, Kind] = {
    "channel": "choice",
    "mail_recipients": "lines",
    "ticket_group": "text",
    "ticket_priority": "choice",
    "ticket_assignee": "text",
    "approval_reminder_after_seconds": "duration",
    "approval_escalation_after_seconds": "duration",
    "escalation_priority": "choice",
    "escalation_group": "text",
    "approval_warning_before_expiry_seconds": "duration",
    "approval_expires_after_seconds": "duration",
}
PAYMENT: Mapping[str, Kind] = {
    "payment_expires_after_seconds": "duration",
    "offline_payment_expires_after_seconds": "duration",
    "payment_term_days": "number",
    "currency": "text",
    "billing_day": "number",
}
DOCUMENTS: Mapping[str, Kind] = {
    "legal_name": "text",
    "address": "long",
    "vat_id": "text",
    "numbering_pattern": "text",
}
PROFILE: Mapping[str, Kind] = {
    "display_name": "text",
    "logo_url": "text",
    "support_email": "text",
    "support_phone": "text",
    "language": "choice",
    "time_zone": "text",
    "customer_portal_url": "text",
    "admin_portal_url": "text",
    "privacy_url": "text",
    "imprint_url": "text",
}
MAILS: Mapping[str, Kind] = {
    "mail_delay_seconds": "duration",
    "mail_quiet_from": "time",
    "mail_quiet_until": "time",
}
SECTIONS: Mapping[Section, Mapping[str, Kind]] = {
    "ordering": ORDERING,
    "approval": APPROVAL,
    "payment": PAYMENT,
    "documents": DOCUMENTS,
    "profile": PROFILE,
    "mails": MAILS,
}
KINDS: Mapping[str, Kind] = {
    name: kind for fields in SECTIONS.values() for name, kind in fields.items()
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "channel": get_args(Channel),
    "ticket_priority": get_args(Priority),
    "escalation_priority": get_args(Priority),
}
"""Besides languages, which are called what they call themselves."""
METHOD_KINDS = ("page", "linked", "instructions")
UNITS: Mapping[str, int] = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
OPTIONAL = frozenset(
    {
        "ticket_assignee",
        "escalation_group",
        "ticket_group",
        "mail_recipients",
        "terms_text",
        "legal_name",
        "address",
        "vat_id",
        "display_name",
        "logo_url",
        "support_email",
        "support_phone",
        "customer_portal_url",
        "admin_portal_url",
        "privacy_url",
        "imprint_url",
        "mail_quiet_from",
        "mail_quiet_until",
    }
)
"""What may be left empty."""
MATTERS = frozenset(
    {
        "ordering_enabled",
        "gateway_enabled",
        "payment_methods",
        "channel",
        "credit_notes_enabled",
        "currency",
        "time_zone",
        "billing_day",
        "numbering_pattern",
        "terms_text",
    }
)
"""A change of these is told in full before it is made."""
