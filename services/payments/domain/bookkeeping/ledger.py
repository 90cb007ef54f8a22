"""Which accounts a document books. Double entry: every entry's debits equal its credits.

A customer's `receivable` account holds what the customer owes; negative is what the provider owes.
"""

from dataclasses import dataclass
from typing import Literal

from contracts.message import Amount

EntryKind = Literal[
    "invoice", "payment", "credit_note", "credit_note_void", "refund", "refund_return"
]
REVENUE = "revenue"
VAT = "vat"


@dataclass(frozen=True)
class Account:
    """Whose books an entry is in."""

    customer_id: str
    partner_id: int
    currency: str


@dataclass(frozen=True)
class Posting:
    """One side of an entry; exactly one of the two amounts is above zero."""

    account: str
    debit_minor: int
    credit_minor: int


@dataclass(frozen=True)
class Entry:
    """A booked fact. `source` is unique, so that a fact is booked once; `reference` is read by
    people: a document's number or a payment's id."""

    kind: EntryKind
    source: str
    reference: str
    postings: tuple[Posting, ...]


def receivable(customer_id: str) -> str:
    return f"receivable/{customer_id}"


def clearing(gateway: str) -> str:
    """What a gateway holds for the provider until it pays out."""
    return f"clearing/{gateway}"


def invoice_entry(invoice_id: str, number: str, customer_id: str, amount: Amount) -> Entry:
    """The customer owes the gross; net is earned, VAT is owed to the state."""
    return _entry("invoice", f"invoice/{invoice_id}", number, _charged(customer_id, amount, 1))


def credit_note_entry(note_id: str, number: str, customer_id: str, amount: Amount) -> Entry:
    return _entry(
        "credit_note", f"credit_note/{note_id}", number, _charged(customer_id, amount, -1)
    )


def credit_note_void_entry(note_id: str, number: str, customer_id: str, amount: Amount) -> Entry:
    source = f"credit_note_void/{note_id}"
    return _entry("credit_note_void", source, number, _charged(customer_id, amount, 1))


def payment_entry(payment_id: str, customer_id: str, gateway: str, amount_minor: int) -> Entry:
    moved = {clearing(gateway): amount_minor, receivable(customer_id): -amount_minor}
    return _entry("payment", f"payment/{payment_id}", payment_id, moved)


def refund_entry(
    refund_id: str, customer_id: str, gateway: str, amount_minor: int, returns: int = 0
) -> Entry:
    """`returns` is how often it has come back before."""
    moved = {receivable(customer_id): amount_minor, clearing(gateway): -amount_minor}
    source = f"refund/{refund_id}/{returns}" if returns else f"refund/{refund_id}"
    return _entry("refund", source, refund_id, moved)


def refund_return_entry(
    refund_id: str, customer_id: str, gateway: str, amount_minor: int, returns: int
) -> Entry:
    """Undoes the refund that was made after so many returns."""
    moved = {clearing(gateway): amount_minor, receivable(customer_id): -amount_minor}
    return _entry("refund_return", f"refund_return/{refund_id}/{returns}", refund_id, moved)


def _charged(customer_id: str, amount: Amount, sign: int) -> dict[str, int]:
    return {
        receivable(customer_id): sign * amount.gross_minor,
        REVENUE: -sign * amount.net_minor,
        VAT: -sign * amount.vat_minor,
    }


def _entry(kind: EntryKind, source: str, reference: str, debits: dict[str, int]) -> Entry:
    """Debits are positive, credits negative; what is zero is not booked."""
    postings = (
        Posting(account, max(value, 0), max(-value, 0))
        for account, value in debits.items()
        if value
    )
    return Entry(kind, source, reference, tuple(postings))
