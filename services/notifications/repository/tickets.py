"""Tickets in SQL: opened by an order, once, or by people; held while they change."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, Select, case, func, select, text, update
from sqlalchemy.dialects.postgresql import Insert, array, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.rows import columns_of, record_of
from contracts.notifications import Notify
from contracts.said import Said
from contracts.settings import Priority
from contracts.tickets import TicketState
from services.notifications.domain.tickets import Handling, portal_of
from services.notifications.tables import ticket_messages, tickets

t = tickets
BY_ORDERS = text("opened_by = 'system'")
LOCK_CUSTOMER = text("SELECT pg_advisory_xact_lock(hashtextextended(:whose, 0))")


@dataclass(frozen=True, kw_only=True)
class NewTicket:
    """What a ticket is opened with."""

    opened_by: str
    """`system`, once for an order, or a person's label."""
    order_id: str | None
    partner_id: int
    customer_id: str
    customer_name: str
    customer_portal_url: str | None
    staff_portal_url: str | None
    subject: Said
    state: TicketState
    group_name: str
    priority: str
    assignee: str | None


@dataclass(frozen=True, kw_only=True)
class Ticket(NewTicket):
    """A ticket without its messages."""

    id: str
    hidden: bool
    opened_at: datetime
    last_position: int
    """Of its newest message; 0 for none."""
    last_public_position: int
    message_count: int
    public_message_count: int

    @property
    def handling(self) -> Handling:
        return Handling(self.state, self.group_name, self.priority, self.assignee, self.hidden)


COLUMNS = columns_of(t, Ticket)


def read_ticket_of(row: Any) -> Ticket:
    return record_of(Ticket, row, subject=Said.model_validate(row.subject))


async def open_ticket(
    connection: AsyncConnection, event: Notify, subject: Said, state: TicketState
) -> str:
    """The id of the order's own ticket, made if it has none, in this state and perhaps escalated,
    and kept from changing until the transaction ends."""
    new = NewTicket(
        opened_by="system",
        order_id=event.order_id,
        partner_id=event.partner_id,
        customer_id=event.customer_id,
        customer_name=event.customer_name,
        customer_portal_url=portal_of(event.customer_order_url, event.order_id),
        staff_portal_url=portal_of(event.staff_order_url, event.order_id),
        subject=subject,
        state=state,
        group_name=event.escalation_group or event.ticket_group,
        priority=event.escalation_priority or event.ticket_priority,
        assignee=event.ticket_assignee,
    )
    row = _row_of(new)
    raised: dict[str, Any] = {"state": row.excluded.state}
    if event.escalation_group:
        raised["group_name"] = row.excluded.group_name
    if event.escalation_priority:
        is_higher = _rank_of(row.excluded.priority) > _rank_of(t.c.priority)
        raised["priority"] = case((is_higher, row.excluded.priority), else_=t.c.priority)
    opened = row.on_conflict_do_update(
        index_elements=[t.c.order_id],
        index_where=BY_ORDERS,
        set_=raised,
    )
    ticket_id: str = (await connection.execute(opened.returning(t.c.id))).scalar_one()
    return ticket_id


def _rank_of(priority: ColumnElement[str]) -> ColumnElement[int]:
    """A person may have raised it higher than the partner's settings do."""
    return func.coalesce(func.array_position(array(get_args(Priority)), priority), 0)


async def add_ticket(connection: AsyncConnection, new: NewTicket) -> str:
    """The id of one that a person opened."""
    row = _row_of(new).returning(t.c.id)
    return str((await connection.execute(row)).scalar_one())


async def hold_customer(connection: AsyncConnection, partner_id: int, customer_id: str) -> None:
    """Until the transaction ends, nobody else opens a ticket of this customer."""
    await connection.execute(LOCK_CUSTOMER, {"whose": f"tickets/{partner_id}/{customer_id}"})


async def count_open_tickets(
    connection: AsyncConnection, partner_id: int, customer_id: str, opened_by: str
) -> int:
    """That this person opened and nobody has resolved."""
    own = select(func.count()).where(
        t.c.partner_id == partner_id,
        t.c.customer_id == customer_id,
        t.c.opened_by == opened_by,
        t.c.state != "resolved",
    )
    return int((await connection.execute(own)).scalar_one())


async def find_opened_ticket(connection: AsyncConnection, key: str) -> str | None:
    """The id of the ticket that the message with this key was written into."""
    m = ticket_messages
    written = select(m.c.ticket_id).where(m.c.key == key)
    ticket_id: str | None = (await connection.execute(written)).scalar_one_or_none()
    return ticket_id


async def move_ticket_of_order(
    connection: AsyncConnection, order_id: str, state: TicketState | None
) -> str | None:
    """The id of the ticket that the order opened, if it has one, kept from changing until the
    transaction ends; its state stays without another."""
    of_order = update(t).where(t.c.order_id == order_id, BY_ORDERS)
    moved = of_order.values(state=func.coalesce(state, t.c.state)).returning(t.c.id)
    ticket_id: str | None = (await connection.execute(moved)).scalar_one_or_none()
    return ticket_id


async def find_ticket(connection: AsyncConnection, ticket_id: str) -> Ticket | None:
    return await _ticket(connection, select(*COLUMNS).where(t.c.id == ticket_id))


async def lock_ticket(connection: AsyncConnection, ticket_id: str) -> Ticket | None:
    """The ticket, kept from changing until the transaction ends."""
    wanted = select(*COLUMNS).where(t.c.id == ticket_id)
    return await _ticket(connection, wanted.with_for_update())


async def move_ticket(connection: AsyncConnection, ticket_id: str, state: TicketState) -> None:
    await connection.execute(update(t).where(t.c.id == ticket_id).values(state=state))


async def handle_ticket(connection: AsyncConnection, ticket_id: str, handling: Handling) -> None:
    await connection.execute(update(t).where(t.c.id == ticket_id).values(asdict(handling)))


def _row_of(new: NewTicket) -> Insert:
    subject = new.subject.model_dump(mode="json")
    return insert(t).values({**vars(new), "id": new_id("tic"), "subject": subject})


async def _ticket(connection: AsyncConnection, wanted: Select[Any]) -> Ticket | None:
    row = (await connection.execute(wanted)).one_or_none()
    return read_ticket_of(row) if row else None
