"""The ledger as the messages that leave the service."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from contracts.bookkeeping import AccountView, LedgerEntryView, StatementLine

BALANCE = "balance_minor"


def statement_line(row: Row[Any], balance_minor: int) -> StatementLine:
    """An entry of the customer's account, with the balance that it left."""
    shown = {name: getattr(row, name) for name in StatementLine.model_fields if name != BALANCE}
    return StatementLine(**shown, balance_minor=balance_minor)


def account_view(customer_id: str, rows: Sequence[Row[Any]], balance_minor: int) -> AccountView:
    """Newest entry first. A balance has one currency: the newest entry's."""
    entries = [
        LedgerEntryView(
            id=row.id,
            booked_at=row.booked_at,
            kind=row.kind,
            reference=row.reference,
            debit_minor=row.debit_minor,
            credit_minor=row.credit_minor,
            currency=row.currency,
        )
        for row in rows
    ]
    currency = entries[0].currency if entries else None
    return AccountView(
        customer_id=customer_id, balance_minor=balance_minor, currency=currency, entries=entries
    )
