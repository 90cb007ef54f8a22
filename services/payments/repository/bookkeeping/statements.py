"""SQL of account statements: what an account held before some day, and its entries since. Days are
those of a time zone, so that an entry of 23:30 in Prague is of that day and not of the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.bookkeeping.ledger import receivable
from services.payments.tables.bookkeeping import ledger_entries, ledger_postings
from services.payments.tables.invoicing import invoices


@dataclass(frozen=True)
class StatedAccount:
    """One customer's account with one partner in one currency."""

    partner_id: int
    customer_id: str
    currency: str
    time_zone: str


async def account_facts(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> tuple[str, str] | None:
    """The currency and the time zone of the customer's newest invoice that was issued."""
    t = invoices
    newest = (
        select(t.c.currency, t.c.time_zone)
        .where(t.c.partner_id == partner_id, t.c.customer_id == customer_id)
        .where(t.c.number.is_not(None))
        .order_by(t.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).one_or_none()
    return (row.currency, row.time_zone) if row else None


async def balance_before(connection: AsyncConnection, account: StatedAccount, day: date) -> int:
    p = ledger_postings
    balance = select(func.coalesce(func.sum(p.c.debit_minor - p.c.credit_minor), 0))
    wanted = _of(account, balance).where(_booked_on(account) < day)
    return int((await connection.execute(wanted)).scalar_one())


async def entries_between(
    connection: AsyncConnection, account: StatedAccount, first: date, last: date, limit: int
) -> Sequence[Row[Any]]:
    """Oldest first, in the order of booking; each with the day it was booked on."""
    e, p = ledger_entries, ledger_postings
    booked_on = _booked_on(account)
    entries = select(e, p.c.debit_minor, p.c.credit_minor, booked_on.label("booked_on"))
    between = _of(account, entries).where(booked_on.between(first, last))
    ordered = between.order_by(e.c.booked_at, e.c.position).limit(limit)
    rows: Sequence[Row[Any]] = (await connection.execute(ordered)).all()
    return rows


def _booked_on(account: StatedAccount) -> ColumnElement[date]:
    return cast(func.timezone(account.time_zone, ledger_entries.c.booked_at), Date)


def _of(account: StatedAccount, what: Select[Any]) -> Select[Any]:
    e, p = ledger_entries, ledger_postings
    return (
        what.select_from(p)
        .join(e, e.c.id == p.c.entry_id)
        .where(e.c.partner_id == account.partner_id, e.c.customer_id == account.customer_id)
        .where(p.c.account == receivable(account.customer_id), e.c.currency == account.currency)
    )
