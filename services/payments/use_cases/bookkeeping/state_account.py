"""A customer's account statement: opening balance, entries, closing balance."""

from datetime import date
from itertools import accumulate

from chassis.problems import not_found
from contracts.bookkeeping import StatementIsTooLong, StatementView
from contracts.problems import RequestIsMalformed
from services.payments.context import Context
from services.payments.repository.bookkeeping.accounts import (
    balance_before,
    entries_between,
    stated_account,
)
from services.payments.views.bookkeeping import statement_line

MOST_LINES = 5_000


async def state_account(
    context: Context, partner_id: int, customer_id: str, days: tuple[date, date]
) -> StatementView:
    """From the first to the last day, both included, in the currency and the time zone of the
    customer's newest invoice. Raises `StatementIsTooLong`."""
    first, last = days
    if last < first:
        raise RequestIsMalformed("ends_before_it_begins", first_on=first, last_on=last)
    async with context.database.begin() as connection:
        stated = await stated_account(connection, partner_id, customer_id)
        if stated is None:
            raise not_found("account")
        opening = await balance_before(connection, stated, first)
        entries = await entries_between(connection, stated, first, last, MOST_LINES + 1)
    if len(entries) > MOST_LINES:
        raise StatementIsTooLong(most=MOST_LINES, first_on=first, last_on=last)
    balances = list(accumulate((entry.moved_minor for entry in entries), initial=opening))
    ended = zip(entries, balances[1:], strict=True)
    return StatementView(
        customer_id=customer_id,
        currency=stated.account.currency,
        time_zone=stated.time_zone,
        first_day=first,
        last_day=last,
        opening_balance_minor=opening,
        lines=[statement_line(entry, balance_minor) for entry, balance_minor in ended],
        closing_balance_minor=balances[-1],
    )
