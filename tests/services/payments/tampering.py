"""Changes to the books that no service would make, and what the audit says of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.bookkeeping import AuditFindingView
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from tests.services.payments.world import World

TABLES = ("ledger_entries", "ledger_postings", "invoices", "credit_notes", "note_settlements")


@asynccontextmanager
async def tampering(world: World) -> AsyncIterator[AsyncConnection]:
    """A superuser's transaction that nothing guards, and that leaves nothing behind."""
    async with world.context.database.begin() as connection:
        for table in TABLES:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        try:
            yield connection
        finally:
            await connection.rollback()


async def change(
    connection: AsyncConnection, statement: str, entry_id: str = "", **values: str
) -> None:
    given = {"id": entry_id, **values} if entry_id else values
    changed = await connection.execute(text(statement), given)
    assert changed.rowcount > 0


async def findings(connection: AsyncConnection) -> list[AuditFindingView]:
    pages = [await audit_page(connection, None)]
    while cursor := pages[-1].next_cursor:
        pages.append(await audit_page(connection, cursor))
    return [finding for page in pages for finding in page.findings]
