"""What settles what among the documents of one order item: its invoice, the invoices that charge
credit back, and its credit notes. Who never paid is owed nothing, and nothing is given back twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.credits import CreditNoteState
from contracts.payments import InvoiceState


@dataclass(frozen=True)
class Due:
    """What is still due on an invoice of the item, in minor units."""

    invoice_id: str
    due_minor: int


@dataclass(frozen=True)
class Rest:
    """What of a credit note is neither used up nor taken by a refund, in minor units. A refund that
    is pending or has failed takes its part too: the money may leave at any moment."""

    note_id: str
    rest_minor: int


@dataclass(frozen=True)
class Settlement:
    """So much of a note closes so much of what is due on an invoice."""

    note_id: str
    invoice_id: str
    amount_minor: int


def settle(dues: Sequence[Due], rests: Sequence[Rest]) -> list[Settlement]:
    """All that the rests can close, both in the given order: newest first. Afterwards either
    nothing is due or no rest is left."""
    made: list[Settlement] = []
    open_minor = {due.invoice_id: due.due_minor for due in dues}
    for rest in rests:
        rest_minor = rest.rest_minor
        for invoice_id, due_minor in open_minor.items():
            amount_minor = min(rest_minor, due_minor)
            if amount_minor > 0:
                made.append(Settlement(rest.note_id, invoice_id, amount_minor))
                open_minor[invoice_id] -= amount_minor
                rest_minor -= amount_minor
    return made


def note_state(gross_minor: int, applied_minor: int, given_minor: int) -> CreditNoteState:
    """Of a note that counts, from what of it settled invoices and what has been given back."""
    if applied_minor == gross_minor:
        return "closed"
    return "refunded" if applied_minor + given_minor == gross_minor else "refund_due"


def invoice_state(stored: InvoiceState, due_minor: int, credited_minor: int) -> InvoiceState:
    """As it is shown: an issued invoice of which credit notes took the last is settled."""
    is_settled = stored == "issued" and credited_minor > 0 and due_minor == 0
    return "settled" if is_settled else stored
