"""Tickets and their messages in SQL. One ticket an order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from contracts.actors import Actor, named_to
from contracts.notifications import (
    Notify,
    TicketMessageView,
    TicketState,
    TicketView,
    Visibility,
)
from services.notifications.tables import ticket_messages, tickets

t = tickets
m = ticket_messages


@dataclass(frozen=True)
class Ticket:
    """A ticket without its messages; held by the transaction that read it with a lock."""

    id: str
    order_id: str
    partner_id: int
    customer_id: str
    customer_name: str
    customer_email: str
    subject: str
    state: TicketState
    group_name: str
    priority: str
    assignee: str | None
    opened_at: datetime


async def open_ticket(connection: AsyncConnection, event: Notify, subject: str) -> None:
    """Open the order's ticket unless it has one."""
    row = insert(t).values(
        id=new_id("tic"),
        order_id=event.order_id,
        partner_id=event.partner_id,
        customer_id=event.customer_id,
        customer_name=event.customer_name,
        customer_email=event.customer_email,
        subject=subject,
        state="new",
        group_name=event.ticket_group,
        priority=event.ticket_priority,
        assignee=event.ticket_assignee,
    )
    await connection.execute(row.on_conflict_do_nothing(index_elements=[t.c.order_id]))


async def lock_ticket(
    connection: AsyncConnection, *, ticket_id: str | None = None, order_id: str | None = None
) -> Ticket | None:
    """The ticket, kept from changing until the transaction ends."""
    which = t.c.id == ticket_id if ticket_id is not None else t.c.order_id == order_id
    row = (await connection.execute(select(t).where(which).with_for_update())).one_or_none()
    return _ticket(row) if row else None


async def move_ticket(connection: AsyncConnection, ticket_id: str, state: TicketState) -> None:
    await connection.execute(update(t).where(t.c.id == ticket_id).values(state=state))


async def add_message(
    connection: AsyncConnection,
    ticket_id: str,
    *,
    key: str,
    author: str,
    visibility: Visibility,
    body: str,
) -> str | None:
    """The new message's id, or None when `key` has written its message before."""
    row = insert(m).values(
        id=new_id("msg"),
        key=key,
        ticket_id=ticket_id,
        author=author,
        visibility=visibility,
        body=body,
    )
    once = row.on_conflict_do_nothing(index_elements=[m.c.key]).returning(m.c.id)
    message_id: str | None = (await connection.execute(once)).scalar_one_or_none()
    return message_id


async def find_ticket(connection: AsyncConnection, ticket_id: str) -> Ticket | None:
    row = (await connection.execute(select(t).where(t.c.id == ticket_id))).one_or_none()
    return _ticket(row) if row else None


async def page_of_tickets(
    connection: AsyncConnection,
    *,
    partner_id: int | None,
    customer_id: str | None,
    order_id: str | None,
    before_id: str | None,
    limit: int,
) -> list[Ticket]:
    """Newest first; None does not filter."""
    statement = select(t).order_by(t.c.id.desc()).limit(limit)
    filters = {t.c.partner_id: partner_id, t.c.customer_id: customer_id, t.c.order_id: order_id}
    for column, wanted in filters.items():
        if wanted is not None:
            statement = statement.where(column == wanted)
    if before_id is not None:
        statement = statement.where(t.c.id < before_id)
    return [_ticket(row) for row in await connection.execute(statement)]


async def with_messages(
    connection: AsyncConnection, found: Iterable[Ticket], viewer: Actor
) -> list[TicketView]:
    """The tickets as shown. For a customer the notes stay in the database, and so do the names of
    the staff."""
    found = list(found)
    statement = select(m).where(m.c.ticket_id.in_([ticket.id for ticket in found]))
    if viewer.kind == "customer":
        statement = statement.where(m.c.visibility == "public")
    messages: dict[str, list[TicketMessageView]] = {ticket.id: [] for ticket in found}
    for row in await connection.execute(statement.order_by(m.c.position)):
        messages[row.ticket_id].append(
            TicketMessageView(
                id=row.id,
                author=named_to(viewer, row.author),
                visibility=row.visibility,
                body=row.body,
                at=row.at,
            )
        )
    return [_view(ticket, messages[ticket.id], viewer) for ticket in found]


def _ticket(row: Row[*tuple[Any, ...]]) -> Ticket:
    return Ticket(**row._asdict())


def _view(ticket: Ticket, messages: list[TicketMessageView], viewer: Actor) -> TicketView:
    return TicketView(
        id=ticket.id,
        partner_id=ticket.partner_id,
        customer_id=ticket.customer_id,
        order_id=ticket.order_id,
        subject=ticket.subject,
        state=ticket.state,
        group=ticket.group_name,
        priority=ticket.priority,
        assignee=None if viewer.kind == "customer" else ticket.assignee,
        opened_at=ticket.opened_at,
        messages=messages,
    )
