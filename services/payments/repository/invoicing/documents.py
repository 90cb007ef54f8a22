"""SQL of printed documents: stored once, and from then on only read."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import columns_of, record_of
from services.payments.domain.invoicing.printed import Format, Printed
from services.payments.tables.bookkeeping import documents

PRINTED = select(*columns_of(documents, Printed))


async def find_document(
    connection: AsyncConnection, owner_id: str, wanted: Format
) -> Printed | None:
    mine = (documents.c.owner_id == owner_id) & (documents.c.format == wanted)
    row = (await connection.execute(PRINTED.where(mine))).one_or_none()
    return record_of(Printed, row) if row else None


async def keep_document(connection: AsyncConnection, printed: Printed) -> None:
    """The first one stays."""
    await connection.execute(insert(documents).on_conflict_do_nothing(), asdict(printed))
