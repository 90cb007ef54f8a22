"""A customer's account statement: opening balance, entries, closing balance."""

from datetime import date
from itertools import accumulate

from chassis.problems import not_found
from contracts.bookkeeping import StatementIsTooLong, StatementView
from contracts.problems import RequestIsMalformed
from services.payments.context import Context
from services.payments.repository.bookkeeping.statements import (
    StatedAccount,
    account_facts,
    balance_before,
    entries_between,
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
        raise RequestIsMalformed(f"{last} is before {first}. Nothing was read.")
    async with context.database.begin() as connection:
        facts = await account_facts(connection, partner_id, customer_id)
        if facts is None:
            raise not_found("account")
        account = StatedAccount(partner_id, customer_id, *facts)
        opening = await balance_before(connection, account, first)
        rows = await entries_between(connection, account, first, last, MOST_LINES + 1)
    if len(rows) > MOST_LINES:
        raise StatementIsTooLong(
            f"More than {MOST_LINES} entries were booked from {first} to {last}. Nothing was"
            " stated; ask for a shorter time."
        )
    balances = list(accumulate((r.debit_minor - r.credit_minor for r in rows), initial=opening))
    return StatementView(
        customer_id=customer_id,
        currency=account.currency,
        time_zone=account.time_zone,
        first_day=first,
        last_day=last,
        opening_balance_minor=opening,
        lines=[statement_line(row, b) for row, b in zip(rows, balances[1:], strict=True)],
        closing_balance_minor=balances[-1],
    )
