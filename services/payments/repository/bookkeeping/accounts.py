"""SQL of customers' accounts: what they hold, and their entries. Days are those of a time zone, so
that an entry of 23:30 in Prague is of that day and not of the next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import record_of
from services.payments.domain.bookkeeping.accounts import AccountEntry, DatedEntry
from services.payments.domain.bookkeeping.ledger import Account, receivable
from services.payments.tables.bookkeeping import ledger_entries, ledger_postings
from services.payments.tables.invoicing import invoices

MOST_ENTRIES = 500
ENTRIES = select(ledger_entries, ledger_postings.c.debit_minor, ledger_postings.c.credit_minor)
BALANCE = select(
    func.coalesce(func.sum(ledger_postings.c.debit_minor - ledger_postings.c.credit_minor), 0)
)


@dataclass(frozen=True)
class StatedAccount:
    """An account, and where its days begin."""

    account: Account
    time_zone: str


async def stated_account(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> StatedAccount | None:
    """In the currency and the time zone of the customer's newest invoice that was issued."""
    t = invoices.c
    newest = (
        select(t.currency, t.time_zone)
        .where(t.partner_id == partner_id, t.customer_id == customer_id, t.number.is_not(None))
        .order_by(t.id.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).one_or_none()
    if row is None:
        return None
    return StatedAccount(Account(customer_id, partner_id, row.currency), row.time_zone)


async def newest_entries(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> list[AccountEntry]:
    """On a customer's accounts in all currencies, newest first."""
    e = ledger_entries.c
    wanted = _of_customer(ENTRIES, partner_id, customer_id)
    ordered = wanted.order_by(e.booked_at.desc(), e.position.desc()).limit(MOST_ENTRIES)
    return [record_of(AccountEntry, row) for row in await connection.execute(ordered)]


async def balance_of(connection: AsyncConnection, account: Account) -> int:
    """What the customer owes, over all entries, in minor units."""
    return int((await connection.execute(_of(BALANCE, account))).scalar_one())


async def balances_of(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> dict[str, int]:
    """The same in each currency that the customer's entries are in."""
    by_currency = BALANCE.add_columns(ledger_entries.c.currency)
    mine = _of_customer(by_currency, partner_id, customer_id)
    rows = await connection.execute(mine.group_by(ledger_entries.c.currency))
    return {currency: int(balance) for balance, currency in rows}


async def balance_before(connection: AsyncConnection, stated: StatedAccount, day: date) -> int:
    before = _of(BALANCE, stated.account).where(_booked_on(stated) < day)
    return int((await connection.execute(before)).scalar_one())


async def entries_between(
    connection: AsyncConnection, stated: StatedAccount, first: date, last: date, limit: int
) -> list[DatedEntry]:
    """Oldest first, in the order of booking."""
    e, booked_on = ledger_entries.c, _booked_on(stated)
    dated = ENTRIES.add_columns(booked_on.label("booked_on"))
    between = _of(dated, stated.account).where(booked_on.between(first, last))
    ordered = between.order_by(e.booked_at, e.position).limit(limit)
    return [record_of(DatedEntry, row) for row in await connection.execute(ordered)]


def _booked_on(stated: StatedAccount) -> ColumnElement[date]:
    return cast(func.timezone(stated.time_zone, ledger_entries.c.booked_at), Date)


def _of(what: Select[Any], account: Account) -> Select[Any]:
    mine = _of_customer(what, account.partner_id, account.customer_id)
    return mine.where(ledger_entries.c.currency == account.currency)


def _of_customer(what: Select[Any], partner_id: int, customer_id: str) -> Select[Any]:
    e, p = ledger_entries.c, ledger_postings.c
    booked = what.select_from(ledger_postings).join(ledger_entries, e.id == p.entry_id)
    mine = booked.where(e.partner_id == partner_id, e.customer_id == customer_id)
    return mine.where(p.account == receivable(customer_id))
