"""SQL of the ledger. It is only ever added to; the database refuses anything else. Each entry is
linked to the one before it in its partner's chain, in the transaction that books it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from services.payments.book_tables import ledger_entries, ledger_postings
from services.payments.domain.chain import ChainedEntry, Link, hash_of
from services.payments.domain.ledger import Entry, receivable
from services.payments.repository.chains import lock_chain

MOST_ENTRIES = 500
ENTRY_FIELDS = [name for name in ChainedEntry.__dataclass_fields__ if name != "postings"]

# One round trip, as everybody else who books for the partner waits from here to the commit.
ADD_ENTRY = text(
    """
    WITH added AS (
        INSERT INTO ledger_entries (id, partner_id, source, kind, reference, customer_id, currency,
            booked_at, position, previous_hash, hash)
        VALUES (:id, :partner_id, :source, :kind, :reference, :customer_id, :currency,
            :booked_at, :position, :previous_hash, :hash)
        ON CONFLICT (source) DO NOTHING RETURNING id
    ), moved AS (
        UPDATE ledger_chains SET position = :position, hash = :hash
        WHERE partner_id = :partner_id AND EXISTS (SELECT FROM added)
    )
    INSERT INTO ledger_postings (entry_id, account, debit_minor, credit_minor)
    SELECT added.id, posting.* FROM added, unnest(
        CAST(:accounts AS text[]), CAST(:debits AS bigint[]), CAST(:credits AS bigint[])
    ) AS posting
    RETURNING entry_id
    """
)


@dataclass(frozen=True)
class Account:
    """Whose books an entry is in."""

    customer_id: str
    partner_id: int
    currency: str


async def book(
    connection: AsyncConnection, account: Account, entries: Sequence[Entry], at: datetime
) -> None:
    """Add entries, each source once; an entry that moves nothing is not booked."""
    wanted = [entry for entry in entries if entry.postings]
    if not wanted:
        return
    reached = await lock_chain(connection, account.partner_id)
    for entry in wanted:
        linked = _linked(account, entry, at, reached)
        if await _is_added(connection, linked):
            reached = linked.link


def _linked(account: Account, entry: Entry, at: datetime, before: Link) -> ChainedEntry:
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
    return replace(linked, hash=hash_of(linked))


async def _is_added(connection: AsyncConnection, linked: ChainedEntry) -> bool:
    """False when this source was booked before."""
    values = {name: getattr(linked, name) for name in ENTRY_FIELDS}
    postings = {
        "accounts": [posting.account for posting in linked.postings],
        "debits": [posting.debit_minor for posting in linked.postings],
        "credits": [posting.credit_minor for posting in linked.postings],
    }
    return (await connection.execute(ADD_ENTRY, values | postings)).first() is not None


async def account_entries(
    connection: AsyncConnection, customer_id: str, partner_id: int | None
) -> Sequence[Row[Any]]:
    """The newest entries on a customer's receivable account, newest first."""
    e, p = ledger_entries, ledger_postings
    wanted = (
        select(e, p.c.debit_minor, p.c.credit_minor)
        .join(p, p.c.entry_id == e.c.id)
        .where(e.c.customer_id == customer_id, p.c.account == receivable(customer_id))
        .order_by(e.c.id.desc())
        .limit(MOST_ENTRIES)
    )
    if partner_id is not None:
        wanted = wanted.where(e.c.partner_id == partner_id)
    return (await connection.execute(wanted)).all()


async def account_balance(
    connection: AsyncConnection, customer_id: str, currency: str, partner_id: int | None
) -> int:
    """What the customer owes in one currency, over all entries."""
    e, p = ledger_entries, ledger_postings
    wanted = (
        select(func.coalesce(func.sum(p.c.debit_minor - p.c.credit_minor), 0))
        .join(e, e.c.id == p.c.entry_id)
        .where(p.c.account == receivable(customer_id), e.c.currency == currency)
    )
    if partner_id is not None:
        wanted = wanted.where(e.c.partner_id == partner_id)
    return int((await connection.execute(wanted)).scalar_one())


async def has_account(connection: AsyncConnection, customer_id: str) -> bool:
    wanted = select(ledger_entries.c.id).where(ledger_entries.c.customer_id == customer_id)
    return (await connection.execute(wanted.limit(1))).first() is not None


async def imbalance(connection: AsyncConnection) -> int:
    """Debits less credits of everything ever booked: zero."""
    p = ledger_postings
    wanted = select(func.coalesce(func.sum(p.c.debit_minor - p.c.credit_minor), 0))
    return int((await connection.execute(wanted)).scalar_one())
