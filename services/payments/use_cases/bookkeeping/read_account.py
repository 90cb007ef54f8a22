"""Reads a customer's account: its newest entries, and what it holds."""

from services.payments.context import Context
from services.payments.domain.bookkeeping.accounts import AccountState
from services.payments.domain.bookkeeping.ledger import Account
from services.payments.repository.bookkeeping.accounts import balance_of, newest_entries


async def read_account(context: Context, partner_id: int, customer_id: str) -> AccountState:
    async with context.database.autocommit() as connection:
        entries = await newest_entries(connection, partner_id, customer_id)
        if not entries:
            return AccountState(customer_id, [], 0)
        account = Account(customer_id, partner_id, entries[0].currency)
        return AccountState(customer_id, entries, await balance_of(connection, account))
