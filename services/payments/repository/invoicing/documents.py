"""SQL of printed documents: stored once, and from then on only read."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.tables.bookkeeping import documents


@dataclass(frozen=True)
class Printed:
    """A document's bytes, and what they are."""

    owner_id: str
    kind: Literal["invoice", "credit_note"]
    format: Literal["pdf", "html"]
    media_type: str
    sha256: str
    content: bytes


FIELDS = [documents.c[name] for name in Printed.__dataclass_fields__]


async def find_document(
    connection: AsyncConnection, owner_id: str, wanted_format: str
) -> Printed | None:
    mine = (documents.c.owner_id == owner_id) & (documents.c.format == wanted_format)
    row = (await connection.execute(select(*FIELDS).where(mine))).one_or_none()
    return Printed(**row._mapping) if row else None


async def keep_document(connection: AsyncConnection, printed: Printed) -> None:
    """The first one stays."""
    values = {name: getattr(printed, name) for name in Printed.__dataclass_fields__}
    await connection.execute(insert(documents).values(**values).on_conflict_do_nothing())
