"""Tickets as a reader sees them, in SQL: what is unread, what was said last, and lists of them with
the newest activity first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.tickets import MOST_UNREAD
from services.notifications.domain.reading import Reader, TicketListing, words_that_begin
from services.notifications.repository.ticket_messages import (
    MESSAGE,
    TicketMessage,
    read_message_of,
)
from services.notifications.repository.tickets import COLUMNS, Ticket, read_ticket_of
from services.notifications.tables import ticket_messages, ticket_reads, tickets

t, m, r = tickets, ticket_messages, ticket_reads
n = ticket_messages.alias("unread_messages")
w = ticket_messages.alias("last_words")
_BY_CUSTOMER = (
    select(w.c.position)
    .where(w.c.position == t.c.last_public_position, w.c.author.startswith("customer/"))
    .correlate(t)
    .exists()
)


@dataclass(frozen=True)
class SeenTicket:
    ticket: Ticket
    last_message: TicketMessage | None
    unread_count: int


async def page_of_tickets(
    connection: AsyncConnection, reader: Reader, listing: TicketListing
) -> list[SeenTicket]:
    newest = _newest(reader)
    wanted = _seen_by(reader).where(*_narrowed(reader, listing))
    if listing.before is not None:
        wanted = wanted.where(newest < listing.before)
    page = wanted.order_by(newest.desc()).limit(listing.limit)
    return [_read(row) for row in await connection.execute(page)]


async def count_tickets(connection: AsyncConnection, reader: Reader, listing: TicketListing) -> int:
    """Of all pages together, `MOST_UNREAD` at most."""
    marked = (r.c.ticket_id == t.c.id) & (r.c.reader == reader.mark)
    listed = select(t.c.id).select_from(t.outerjoin(r, marked))
    some = listed.where(*_narrowed(reader, listing)).limit(MOST_UNREAD).subquery()
    count = select(func.count()).select_from(some)
    return int((await connection.execute(count)).scalar_one())


async def find_seen_ticket(
    connection: AsyncConnection, reader: Reader, ticket_id: str
) -> SeenTicket | None:
    row = (await connection.execute(_seen_by(reader).where(t.c.id == ticket_id))).one_or_none()
    return _read(row) if row else None


def _newest(reader: Reader) -> ColumnElement[int]:
    """The position of the newest message that the reader may see."""
    return t.c.last_public_position if reader.is_customer else t.c.last_position


def _seen_by(reader: Reader) -> Select[Any]:
    unread = _unread(reader).limit(MOST_UNREAD).correlate(t, r).subquery()
    last = [column.label(f"message_{column.name}") for column in MESSAGE]
    count = select(func.count()).select_from(unread).scalar_subquery().label("unread_count")
    marked = (r.c.ticket_id == t.c.id) & (r.c.reader == reader.mark)
    said = t.outerjoin(m, m.c.position == _newest(reader)).outerjoin(r, marked)
    return select(*COLUMNS, *last, count).select_from(said)


def _unread(reader: Reader) -> Select[Any]:
    wanted = select(n.c.position).where(
        n.c.ticket_id == t.c.id,
        n.c.position > func.coalesce(r.c.position, 0),
        n.c.author != reader.label,
    )
    return wanted.where(n.c.visibility == "public") if reader.is_customer else wanted


def _narrowed(reader: Reader, listing: TicketListing) -> list[ColumnElement[bool]]:
    given = {
        t.c.partner_id: listing.partner_id,
        t.c.customer_id: listing.customer_id,
        t.c.order_id: listing.order_id,
        t.c.group_name: listing.group_name,
        t.c.priority: listing.priority,
    }
    found = [column == value for column, value in given.items() if value is not None]
    if listing.states:
        found.append(t.c.state.in_(listing.states))
    if listing.assignee is not None:
        is_assigned = t.c.assignee == listing.assignee
        found.append(is_assigned if listing.assignee else t.c.assignee.is_(None))
    if reader.is_customer:
        found += [t.c.hidden.is_(False), t.c.last_public_position > 0]
    if listing.unread:
        found.append(_unread(reader).correlate(t, r).exists())
    if listing.unanswered:
        found += [t.c.state != "resolved", t.c.last_public_position > 0, _BY_CUSTOMER]
    if listing.search is not None:
        found.append(_holds(listing.search, reader))
    return found


def _holds(search: str, reader: Reader) -> ColumnElement[bool]:
    facts = t.c.subject["facts"]
    title = func.jsonb_array_elements_text(facts["titles"]).column_valued("title")
    parts = [
        t.c.id == search,
        t.c.order_id == search,
        t.c.customer_name.icontains(search, autoescape=True),
        facts["words"].astext.icontains(search, autoescape=True),  # of what a person wrote
        select(title).where(title.icontains(search, autoescape=True)).correlate(t).exists(),
    ]
    if words := words_that_begin(search):
        written = select(m.c.ticket_id).where(m.c.words.op("@@")(func.to_tsquery("simple", words)))
        if reader.is_customer:
            written = written.where(m.c.visibility == "public")
        parts.append(t.c.id.in_(written.correlate(None)))
    return or_(*parts)


def _read(row: Any) -> SeenTicket:
    last = None
    if row.message_id is not None:
        named = {name: row._mapping[f"message_{name}"] for name in TicketMessage.__annotations__}
        last = read_message_of(named)
    return SeenTicket(read_ticket_of(row), last, row.unread_count)
