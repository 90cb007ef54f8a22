"""SQL of the audit chain: its newest link per partner, and its entries in order."""

from collections import defaultdict

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import record_of
from services.payments.domain.bookkeeping.chain import ChainedEntry, Link
from services.payments.domain.bookkeeping.ledger import Posting
from services.payments.tables.bookkeeping import ledger_chains, ledger_entries, ledger_postings

_first = insert(ledger_chains).values(
    partner_id=bindparam("of_partner"), position=0, hash=Link().hash
)
LOCK_CHAIN = _first.on_conflict_do_update(
    index_elements=["partner_id"], set_={"partner_id": _first.excluded.partner_id}
).returning(ledger_chains)
"""Makes the row if it is missing, and keeps it locked until the transaction ends."""


async def lock_chain(connection: AsyncConnection, partner_id: int) -> Link:
    """The newest link, which is nobody else's to continue until the commit."""
    row = (await connection.execute(LOCK_CHAIN, {"of_partner": partner_id})).one()
    return Link(row.position, row.hash)


async def chain_heads(connection: AsyncConnection) -> dict[int, Link]:
    """By partner, in the order of partners."""
    rows = await connection.execute(select(ledger_chains).order_by(ledger_chains.c.partner_id))
    return {row.partner_id: Link(row.position, row.hash) for row in rows}


async def entries_after(
    connection: AsyncConnection, partner_id: int, position: int, limit: int
) -> list[ChainedEntry]:
    """One partner's entries with their postings, as stored, by position."""
    e, p = ledger_entries, ledger_postings
    ordered = (
        select(e)
        .where(e.c.partner_id == partner_id, e.c.position > position)
        .order_by(e.c.position, e.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(ordered)).all()
    of_these = select(p).where(p.c.entry_id.in_([row.id for row in rows]))
    postings: dict[str, tuple[Posting, ...]] = defaultdict(tuple)
    for row in await connection.execute(of_these):
        postings[row.entry_id] += (Posting(row.account, row.debit_minor, row.credit_minor),)
    return [record_of(ChainedEntry, row, postings=postings[row.id]) for row in rows]
