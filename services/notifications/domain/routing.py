"""Whom an event concerns: the ticket, the admins' mail, the customer's mail."""

from dataclasses import dataclass

from contracts.notifications import Event
from contracts.settings import Channel
from contracts.tickets import TicketState, Visibility

NEEDS_STAFF = frozenset(
    {
        ("order_received", "request"),
        ("payment_succeeded", "upfront"),
        ("attention_needed", "request"),
        ("attention_needed", "upfront"),
        ("approval_reminder", "request"),
        ("approval_escalated", "request"),
        ("approval_escalated", "upfront"),
    }
)
"""(event, path) upon which a person of the partner has something to do."""

INTERNAL: frozenset[Event] = frozenset(
    {"attention_needed", "approval_reminder", "approval_escalated"}
)
"""What the customer never reads of."""

MAIL_TO_CUSTOMER_ONLY: frozenset[Event] = frozenset(
    {"order_received", "payment_failed", "invoice_paid"}
)
"""Without `NEEDS_STAFF`, these leave no trace in an existing ticket."""


@dataclass(frozen=True)
class TicketEffect:
    """A message into the order's ticket. Without a ticket, one is opened or nothing happens."""

    opens: bool
    visibility: Visibility
    state: TicketState | None
    """The state afterwards; None leaves it."""


@dataclass(frozen=True)
class Effects:
    ticket: TicketEffect | None
    resolves_ticket: bool
    mails_staff: bool
    mails_customer: bool


def effects_of(event: Event, channel: Channel, path: str, closes_ticket: bool) -> Effects:
    """What one event brings about. Internal trouble never reaches the customer."""
    internal = event in INTERNAL
    needs_staff = (event, path) in NEEDS_STAFF
    return Effects(
        ticket=_ticket_effect(event, channel, needs_staff, internal),
        resolves_ticket=closes_ticket and not internal,
        mails_staff=needs_staff and channel == "email",
        mails_customer=not internal,
    )


def _ticket_effect(
    event: Event, channel: Channel, needs_staff: bool, internal: bool
) -> TicketEffect | None:
    if needs_staff:
        if channel != "tickets":
            return None
        visibility: Visibility = "internal" if internal else "public"
        return TicketEffect(opens=True, visibility=visibility, state="waiting_on_agent")
    if event in MAIL_TO_CUSTOMER_ONLY:
        return None
    return TicketEffect(opens=False, visibility="public", state=None)
