"""SQL of the ledger. It is only ever added to; the database refuses anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from services.payments.domain.ledger import Entry, receivable
from services.payments.tables import ledger_entries, ledger_postings

MOST_ENTRIES = 500


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
    for entry in entries:
        if not entry.postings:
            continue
        row = insert(ledger_entries).values(
            id=new_id("led"),
            source=entry.source,
            kind=entry.kind,
            reference=entry.reference,
            customer_id=account.customer_id,
            partner_id=account.partner_id,
            currency=account.currency,
            booked_at=at,
        )
        once = row.on_conflict_do_nothing(index_elements=["source"])
        entry_id = (await connection.execute(once.returning(ledger_entries.c.id))).scalar()
        if entry_id is not None:
            postings = [
                {
                    "entry_id": entry_id,
                    "account": posting.account,
                    "debit_minor": posting.debit_minor,
                    "credit_minor": posting.credit_minor,
                }
                for posting in entry.postings
            ]
            await connection.execute(insert(ledger_postings), postings)


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
