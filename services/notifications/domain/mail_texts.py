"""Partners' own texts: placeholders are names in braces, replaced once; what replaces them is never
looked at again, so no text can ask for more than it is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contracts.mail_texts import MailTextIsNotUsable
from contracts.notifications import Event

DEFAULT = "default"
PLACEHOLDER = re.compile(r"\{([a-z_]{1,40})\}")
COMMON = frozenset(
    {
        "customer_name",
        "link",
        "order_id",
        "products",
        "provider",
        "support_email",
        "support_phone",
        "total",
    }
)
OWN: Mapping[Event, frozenset[str]] = {
    "payment_succeeded": frozenset({"amount", "start_on"}),
    "payment_failed": frozenset({"amount", "reason"}),
    "item_approved": frozenset({"start_on", "to_pay"}),
    "item_scheduled": frozenset({"start_on", "to_pay"}),
    "item_activated": frozenset({"start_on"}),
    "item_rejected": frozenset({"reason"}),
    "item_cancelled": frozenset({"reason"}),
    "start_moved": frozenset({"reason", "start_on"}),
    "credit_note_issued": frozenset({"amount", "document_number", "unused_days"}),
    "supplement_issued": frozenset({"amount", "document_number", "to_pay"}),
    "invoice_paid": frozenset({"amount", "document_number", "reason"}),
    "attention_needed": frozenset({"reason"}),
    "approval_reminder": frozenset({"since_on", "escalates_on", "expires_on"}),
    "approval_escalated": frozenset({"since_on", "expires_on"}),
    "expiry_warning": frozenset({"since_on", "expires_on"}),
}
"""Beside the common ones."""


@dataclass(frozen=True)
class MailText:
    """One version; without a subject and a body, the text was given up."""

    partner: str
    audience: str
    event: Event
    language: str
    revision: int
    subject: str | None
    body: str | None
    written_by: str
    written_at: datetime


def placeholders_of(event: Event) -> list[str]:
    return sorted(COMMON | OWN.get(event, frozenset()))


def require_usable(event: Event, subject: str, body: str) -> None:
    """Refuse placeholders that the event does not have, and every other brace."""
    allowed = placeholders_of(event)
    text = f"{subject}\n{body}"
    unknown = sorted(set(PLACEHOLDER.findall(text)) - set(allowed))
    if unknown:
        raise MailTextIsNotUsable("unknown", unknown=unknown[:20], allowed=allowed)
    if set(PLACEHOLDER.sub("", text)) & {"{", "}"}:
        raise MailTextIsNotUsable("braces", allowed=allowed)


def filled(subject: str, body: str, values: Mapping[str, str]) -> tuple[str, str] | None:
    """Without the paragraphs that have nothing to say; None where no subject or no body is left."""
    said_subject = _filled(subject, values)
    parts = body.replace("\r\n", "\n").split("\n\n")
    paragraphs = [said for part in parts if (said := _filled(part, values))]
    return (said_subject, "\n\n".join(paragraphs)) if said_subject and paragraphs else None


def _filled(text: str, values: Mapping[str, str]) -> str | None:
    if not all(values.get(name) for name in PLACEHOLDER.findall(text)):
        return None
    return PLACEHOLDER.sub(lambda found: values[found[1]], text).strip()
