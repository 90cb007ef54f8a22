"""Tickets and their messages in SQL. One ticket an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.listing import Listing, newest_first
from contracts.message import Language
from contracts.notifications import Notify
from contracts.said import Said
from contracts.tickets import TicketState, Visibility
from services.notifications.tables import ticket_messages, tickets

t = tickets
m = ticket_messages
MESSAGE = (m.c.ticket_id, m.c.id, m.c.author, m.c.visibility, m.c.body, m.c.said, m.c.at)


@dataclass(frozen=True)
class Ticket:
    """A ticket without its messages; held by the transaction that read it with a lock."""

    id: str
    order_id: str
    partner_id: int
    customer_id: str
    customer_name: str
    customer_email: str
    language: Language
    """What the customer reads."""
    subject: Said
    state: TicketState
    group_name: str
    priority: str
    assignee: str | None
    opened_at: datetime


@dataclass(frozen=True)
class TicketMessage:
    ticket_id: str
    id: str
    author: str
    visibility: Visibility
    body: str | None
    """As a person wrote it; else it was `said`."""
    said: Said | None
    at: datetime


async def open_ticket(
    connection: AsyncConnection, event: Notify, subject: Said, state: TicketState
) -> str:
    """The id of the order's one ticket, made if it has none, in this state and perhaps escalated,
    and kept from changing until the transaction ends."""
    given = {"group_name": event.escalation_group, "priority": event.escalation_priority}
    escalated = {name: value for name, value in given.items() if value}
    facts = {
        "id": new_id("tic"),
        "order_id": event.order_id,
        "partner_id": event.partner_id,
        "customer_id": event.customer_id,
        "customer_name": event.customer_name,
        "customer_email": event.customer_email,
        "language": event.language,
        "subject": subject.model_dump(mode="json"),
        "state": state,
        "group_name": event.ticket_group,
        "priority": event.ticket_priority,
        "assignee": event.ticket_assignee,
    }
    row = insert(t).values(facts | escalated)
    opened = row.on_conflict_do_update(
        index_elements=[t.c.order_id], set_={"state": row.excluded.state, **escalated}
    )
    ticket_id: str = (await connection.execute(opened.returning(t.c.id))).scalar_one()
    return ticket_id


async def move_ticket_of_order(
    connection: AsyncConnection, order_id: str, state: TicketState | None
) -> str | None:
    """The same for an order that has a ticket, whose state stays without another."""
    moved = update(t).where(t.c.order_id == order_id).values(state=func.coalesce(state, t.c.state))
    ticket_id: str | None = (await connection.execute(moved.returning(t.c.id))).scalar_one_or_none()
    return ticket_id


async def lock_ticket(connection: AsyncConnection, ticket_id: str) -> Ticket | None:
    """The ticket, kept from changing until the transaction ends."""
    return await _ticket(connection, select(t).where(t.c.id == ticket_id).with_for_update())


async def move_ticket(connection: AsyncConnection, ticket_id: str, state: TicketState) -> None:
    await connection.execute(update(t).where(t.c.id == ticket_id).values(state=state))


async def add_message(
    connection: AsyncConnection,
    ticket_id: str,
    *,
    key: str,
    author: str,
    visibility: Visibility,
    body: str | Said,
) -> str | None:
    """The new message's id, or None when `key` has written its message before."""
    row = insert(m).values(
        id=new_id("msg"),
        key=key,
        ticket_id=ticket_id,
        author=author,
        visibility=visibility,
        body=None if isinstance(body, Said) else body,
        said=body.model_dump(mode="json") if isinstance(body, Said) else None,
    )
    once = row.on_conflict_do_nothing(index_elements=[m.c.key]).returning(m.c.id)
    message_id: str | None = (await connection.execute(once)).scalar_one_or_none()
    return message_id


async def find_ticket(connection: AsyncConnection, ticket_id: str) -> Ticket | None:
    return await _ticket(connection, select(t).where(t.c.id == ticket_id))


async def page_of_tickets(connection: AsyncConnection, listing: Listing) -> list[Ticket]:
    rows = (await connection.execute(newest_first(select(t), t, listing))).mappings()
    return [_read(row) for row in rows]


async def messages_in(
    connection: AsyncConnection, ticket_ids: Sequence[str], *, notes: bool
) -> Mapping[str, list[TicketMessage]]:
    """By ticket, oldest first; internal ones only with `notes`."""
    statement = select(*MESSAGE).where(m.c.ticket_id.in_(ticket_ids)).order_by(m.c.position)
    if not notes:
        statement = statement.where(m.c.visibility == "public")
    found: dict[str, list[TicketMessage]] = {ticket_id: [] for ticket_id in ticket_ids}
    for row in (await connection.execute(statement)).mappings():
        said = Said.model_validate(row["said"]) if row["said"] else None
        found[row["ticket_id"]].append(TicketMessage(**{**row, "said": said}))
    return found


async def _ticket(connection: AsyncConnection, statement: Select[Any]) -> Ticket | None:
    row = (await connection.execute(statement)).mappings().one_or_none()
    return _read(row) if row else None


def _read(row: RowMapping) -> Ticket:
    return Ticket(**{**row, "subject": Said.model_validate(row["subject"])})
