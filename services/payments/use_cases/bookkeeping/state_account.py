"""A customer's account statement: opening balance, entries, closing balance, in each currency."""

from dataclasses import replace
from datetime import date
from itertools import accumulate

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.problems import not_found
from contracts.bookkeeping import CurrencyStatement, StatementIsTooLong, StatementView
from contracts.problems import RequestIsMalformed
from services.payments.context import Context
from services.payments.repository.bookkeeping.accounts import (
    StatedAccount,
    balance_before,
    balances_of,
    entries_between,
    stated_account,
)
from services.payments.views.bookkeeping import statement_line

MOST_LINES = 5_000


async def state_account(
    context: Context, partner_id: int, customer_id: str, days: tuple[date, date]
) -> StatementView:
    """From the first to the last day, both included, in the time zone of the customer's newest
    invoice, whose currency comes first. Raises `StatementIsTooLong`, of all currencies together."""
    first, last = days
    if last < first:
        raise RequestIsMalformed("ends_before_it_begins", first_on=first, last_on=last)
    async with context.database.begin() as connection:
        stated = await stated_account(connection, partner_id, customer_id)
        if stated is None:
            raise not_found("account")
        booked_in = await balances_of(connection, partner_id, customer_id)
        currencies = sorted(booked_in.keys() - {stated.account.currency})
        parts: list[CurrencyStatement] = []
        for currency in [stated.account.currency, *currencies]:
            account = replace(stated, account=replace(stated.account, currency=currency))
            left = MOST_LINES - sum(len(part.lines) for part in parts)
            parts.append(await _part(connection, account, days, left))
    return StatementView(
        customer_id=customer_id,
        time_zone=stated.time_zone,
        first_day=first,
        last_day=last,
        others=parts[1:],
        **dict(parts[0]),
    )


async def _part(
    connection: AsyncConnection, stated: StatedAccount, days: tuple[date, date], left: int
) -> CurrencyStatement:
    """In one currency, where there is room for so many lines."""
    first, last = days
    opening = await balance_before(connection, stated, first)
    entries = await entries_between(connection, stated, first, last, left + 1)
    if len(entries) > left:
        raise StatementIsTooLong(most=MOST_LINES, first_on=first, last_on=last)
    balances = list(accumulate((entry.moved_minor for entry in entries), initial=opening))
    ended = zip(entries, balances[1:], strict=True)
    return CurrencyStatement(
        currency=stated.account.currency,
        opening_balance_minor=opening,
        lines=[statement_line(entry, balance_minor) for entry, balance_minor in ended],
        closing_balance_minor=balances[-1],
    )
