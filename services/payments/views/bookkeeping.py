"""The ledger as the messages that leave the service."""

from contracts.bookkeeping import AccountView, LedgerEntryView, StatementLine
from services.payments.domain.bookkeeping.accounts import AccountEntry, AccountState, DatedEntry


def account_view(state: AccountState) -> AccountView:
    return AccountView(
        customer_id=state.customer_id,
        balance_minor=state.balance_minor,
        currency=state.currency,
        entries=[_entry_view(entry) for entry in state.entries],
    )


def statement_line(entry: DatedEntry, balance_minor: int) -> StatementLine:
    """An entry of the customer's account, with the balance that it left."""
    return StatementLine(
        id=entry.id,
        booked_at=entry.booked_at,
        booked_on=entry.booked_on,
        kind=entry.kind,
        reference=entry.reference,
        debit_minor=entry.debit_minor,
        credit_minor=entry.credit_minor,
        currency=entry.currency,
        balance_minor=balance_minor,
    )


def _entry_view(entry: AccountEntry) -> LedgerEntryView:
    return LedgerEntryView(
        id=entry.id,
        booked_at=entry.booked_at,
        kind=entry.kind,
        reference=entry.reference,
        debit_minor=entry.debit_minor,
        credit_minor=entry.credit_minor,
        currency=entry.currency,
    )
