"""What a customer reads of a ticket: who said what, as sides and not as names of staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.actors import is_by_support
from contracts.attachments import AttachmentView
from contracts.tickets import TicketMessageView, TicketState, TicketSummary

Side = Literal["you", "support", "provider", "system"]
LOOKS: dict[TicketState, str] = {
    "new": "info",
    "work_in_progress": "info",
    "waiting_on_customer": "warning",
    "waiting_on_agent": "info",
    "resolved": "success",
}
OPEN: tuple[TicketState, ...] = (
    "new",
    "work_in_progress",
    "waiting_on_customer",
    "waiting_on_agent",
)


@dataclass(frozen=True)
class Row:
    id: str
    subject: str
    state: TicketState
    look: str
    unread_count: int
    last_at: datetime
    last_side: Side
    excerpt: str


@dataclass(frozen=True)
class Said:
    id: str
    side: Side
    body: str
    at: datetime
    files: list[AttachmentView]


def row_of(ticket: TicketSummary) -> Row:
    last = ticket.last_message
    return Row(
        id=ticket.id,
        subject=ticket.subject,
        state=ticket.state,
        look=LOOKS[ticket.state],
        unread_count=ticket.unread_count,
        last_at=last.at if last else ticket.opened_at,
        last_side=side_of(last.author if last else ticket.opened_by),
        excerpt=last.body if last else "",
    )


def messages_of(oldest_first: Iterable[TicketMessageView]) -> list[Said]:
    return [
        Said(one.id, side_of(one.author), one.body, one.at, one.attachments) for one in oldest_first
    ]


def side_of(author: str) -> Side:
    kind = author.partition("/")[0]
    if is_by_support(author):
        return "support"
    if kind == "customer":
        return "you"
    return "system" if kind == "system" else "provider"
