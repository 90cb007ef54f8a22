"""SQL of the ledger. It is only ever added to; the database refuses anything else. Each entry is
linked to the one before it in its partner's chain, in the transaction that books it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Text, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.listed_rows import insert_listed, listed
from services.payments.domain.bookkeeping.chain import ChainedEntry, Link, hash_of
from services.payments.domain.bookkeeping.ledger import Account, Entry
from services.payments.repository.bookkeeping.chains import lock_chain
from services.payments.tables.bookkeeping import ledger_chains, ledger_entries, ledger_postings

BOOKED = select(ledger_entries.c.source).where(
    ledger_entries.c.source == func.any(bindparam("sources", type_=ARRAY(Text)))
)

# One round trip, as everybody else who books for the partner waits from here to the commit.
# All or nothing, as each entry's hash covers the one before it.
_given, _postings = listed(ledger_entries), listed(ledger_postings)
_added = (
    insert_listed(ledger_entries, select(*_given.c).where(~BOOKED.exists()))
    .returning(ledger_entries.c.id)
    .cte("added")
)
_moved = (
    update(ledger_chains)
    .where(ledger_chains.c.partner_id == bindparam("of_partner"), select(_added).exists())
    .values(position=bindparam("newest_position"), hash=bindparam("newest_hash"))
    .cte("moved")
)
ADD_ENTRIES = (
    insert_listed(
        ledger_postings,
        select(*_postings.c).join_from(_postings, _added, _added.c.id == _postings.c.entry_id),
    )
    .add_cte(_moved)
    .returning(ledger_postings.c.entry_id)
)


async def book(
    connection: AsyncConnection,
    account: Account,
    entries: Sequence[Entry],
    at: datetime,
    *,
    after: Link | None = None,
) -> None:
    """Add entries, each source once; an entry that moves nothing is not booked. `after` is the
    chain's newest link, if the transaction has locked the chain with a number and booked nothing
    since."""
    wanted = [entry for entry in entries if entry.postings]
    if not wanted:
        return
    newest = after or await lock_chain(connection, account.partner_id)
    if not await _are_added(connection, _linked(account, wanted, at, newest)):
        sources = {"sources": [entry.source for entry in wanted]}
        booked = set((await connection.execute(BOOKED, sources)).scalars())
        new = [entry for entry in wanted if entry.source not in booked]
        if new:
            await _are_added(connection, _linked(account, new, at, newest))


def _linked(
    account: Account, entries: Sequence[Entry], at: datetime, newest: Link
) -> list[ChainedEntry]:
    """The entries, each linked to the one before it, the first to the chain's newest."""
    chain: list[ChainedEntry] = []
    for entry in entries:
        before = chain[-1].link if chain else newest
        linked = ChainedEntry(
            id=new_id("led"),
            partner_id=account.partner_id,
            source=entry.source,
            kind=entry.kind,
            reference=entry.reference,
            customer_id=account.customer_id,
            currency=account.currency,
            booked_at=at,
            position=before.position + 1,
            previous_hash=before.hash,
            postings=entry.postings,
        )
        chain.append(replace(linked, hash=hash_of(linked)))
    return chain


async def _are_added(connection: AsyncConnection, chain: Sequence[ChainedEntry]) -> bool:
    """False, with nothing added, when a source was booked before."""
    newest = chain[-1]
    values = {
        "sources": [entry.source for entry in chain],
        ledger_entries.name: [
            asdict(replace(entry, postings=())) | {"booked_at": entry.booked_at.isoformat()}
            for entry in chain
        ],
        ledger_postings.name: [
            {"entry_id": entry.id, **asdict(posting)}
            for entry in chain
            for posting in entry.postings
        ],
        "of_partner": newest.partner_id,
        "newest_position": newest.position,
        "newest_hash": newest.hash,
    }
    return (await connection.execute(ADD_ENTRIES, values)).first() is not None
