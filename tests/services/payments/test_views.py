"""A view is read off its record, field by field of the same name; none is left at its default."""

from dataclasses import fields
from typing import Any

import pytest

from contracts.bookkeeping import AccountView, LedgerEntryView, StatementLine
from contracts.credits import CreditNoteView
from contracts.message import Message
from contracts.payments import PaymentIntentView, PaymentView
from contracts.refunds import RefundView
from services.payments.domain.bookkeeping.accounts import AccountEntry, AccountState, DatedEntry
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.collecting.payments import Payment
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.refunding.refunds import Refund

BALANCE = {"balance_minor"}
READ_OUT: dict[type[Message], set[str]] = {PaymentIntentView: {"transfer"}}
"""What a view reads out of another member of the record: here out of the instructions."""


@pytest.mark.parametrize(
    ("view", "record"),
    [
        (AccountView, AccountState),
        (LedgerEntryView, AccountEntry),
        (CreditNoteView, CreditNote),
        (PaymentIntentView, Intent),
        (PaymentView, Payment),
        (RefundView, Refund),
    ],
)
def test_a_record_knows_all_that_its_view_tells(view: type[Message], record: type[Any]) -> None:
    assert set(view.model_fields) - READ_OUT.get(view, set()) <= _known(record)


def test_a_dated_entry_knows_all_of_a_statement_line_but_the_balance() -> None:
    assert set(StatementLine.model_fields) - BALANCE <= _known(DatedEntry)


def _known(record: type[Any]) -> set[str]:
    """Fields and properties."""
    return {*(field.name for field in fields(record)), *vars(record)}
