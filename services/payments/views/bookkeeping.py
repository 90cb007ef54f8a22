"""The ledger as the messages that leave the service."""

from dataclasses import asdict

from contracts.bookkeeping import AccountView, StatementLine
from services.payments.domain.bookkeeping.accounts import AccountState, DatedEntry


def account_view(state: AccountState) -> AccountView:
    return AccountView.model_validate(state, from_attributes=True)


def statement_line(entry: DatedEntry, balance_minor: int) -> StatementLine:
    """An entry of the customer's account, with the balance that it left."""
    return StatementLine(**asdict(entry), balance_minor=balance_minor)
