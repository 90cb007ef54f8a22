"""The messages of tickets in SQL, and how far each reader has read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, case, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from contracts.said import Said
from contracts.tickets import Visibility
from services.notifications.domain.reading import Reader
from services.notifications.tables import (
    ticket_attachments,
    ticket_messages,
    ticket_reads,
    tickets,
)

t, m, a = tickets, ticket_messages, ticket_attachments


@dataclass(frozen=True)
class TicketMessage:
    position: int
    id: str
    ticket_id: str
    author: str
    visibility: Visibility
    body: str | None
    """As a person wrote it; else it was `said`."""
    said: Said | None
    at: datetime

    @property
    def is_by_customer(self) -> bool:
        return self.author.startswith("customer/")


MESSAGE = tuple(m.c[name] for name in TicketMessage.__annotations__)


def read_message_of(row: Mapping[Any, Any]) -> TicketMessage:
    said = Said.model_validate(row["said"]) if row["said"] else None
    named = {name: row[name] for name in TicketMessage.__annotations__}
    return TicketMessage(**{**named, "said": said})


async def add_message(
    connection: AsyncConnection,
    ticket_id: str,
    *,
    key: str,
    author: str,
    visibility: Visibility,
    body: str | Said,
) -> str | None:
    """The new message's id, or None when `key` has written its message before. The ticket tells
    where its newest is, and how many it has."""
    row = insert(m).values(
        id=new_id("msg"),
        key=key,
        ticket_id=ticket_id,
        author=author,
        visibility=visibility,
        body=None if isinstance(body, Said) else body,
        said=body.model_dump(mode="json") if isinstance(body, Said) else None,
    )
    once = row.on_conflict_do_nothing(index_elements=[m.c.key])
    added = once.returning(m.c.id, m.c.ticket_id, m.c.position, m.c.visibility).cte("added")
    is_public = added.c.visibility == "public"
    counted = (
        update(t)
        .where(t.c.id == added.c.ticket_id)
        .values(
            last_position=added.c.position,
            last_public_position=case(
                (is_public, added.c.position), else_=t.c.last_public_position
            ),
            message_count=t.c.message_count + 1,
            public_message_count=t.c.public_message_count + cast(is_public, Integer),
        )
    )
    message_id: str | None = (
        await connection.execute(counted.returning(added.c.id))
    ).scalar_one_or_none()
    return message_id


async def find_message(
    connection: AsyncConnection, message_id: str
) -> tuple[TicketMessage, int, bool]:
    """With the number of its files, and whether it is the first of its ticket."""
    earlier = m.alias()
    follows = (
        select(literal(1))
        .where(earlier.c.ticket_id == m.c.ticket_id, earlier.c.position < m.c.position)
        .exists()
    )
    files = select(func.count()).where(a.c.message_id == message_id).scalar_subquery()
    wanted = select(*MESSAGE, files.label("file_count"), follows.label("follows"))
    found = await connection.execute(wanted.where(m.c.id == message_id))
    row = found.mappings().one()
    return read_message_of(row), row["file_count"], not row["follows"]


async def page_of_messages(
    connection: AsyncConnection, ticket_id: str, *, notes: bool, before: int | None, limit: int
) -> list[TicketMessage]:
    """Newest first; internal ones only with `notes`."""
    wanted = select(*MESSAGE).where(m.c.ticket_id == ticket_id)
    if not notes:
        wanted = wanted.where(m.c.visibility == "public")
    if before is not None:
        wanted = wanted.where(m.c.position < before)
    page = wanted.order_by(m.c.position.desc()).limit(limit)
    return [read_message_of(row) for row in (await connection.execute(page)).mappings()]


async def mark_read(
    connection: AsyncConnection, ticket_id: str, reader: Reader, message_id: str
) -> bool:
    """Up to this message, never back; False when the ticket has no such message for the reader."""
    r = ticket_reads
    wanted = select(m.c.ticket_id, literal(reader.mark), m.c.position).where(
        m.c.ticket_id == ticket_id, m.c.id == message_id
    )
    if reader.is_customer:
        wanted = wanted.where(m.c.visibility == "public")
    row = insert(r).from_select([r.c.ticket_id, r.c.reader, r.c.position], wanted)
    marked = row.on_conflict_do_update(
        index_elements=[r.c.ticket_id, r.c.reader],
        set_={"position": func.greatest(r.c.position, row.excluded.position)},
    )
    return (await connection.execute(marked.returning(r.c.position))).first() is not None
