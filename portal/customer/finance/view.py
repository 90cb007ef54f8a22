"""What a customer reads of an invoice or a credit note: one shape for both."""

from dataclasses import dataclass
from datetime import date

from contracts.credits import CreditNoteView
from contracts.explaining import Explanation
from contracts.finance import DocumentKind, FinanceDocument
from contracts.message import Amount
from contracts.payments import InvoiceItemView, InvoiceView

KINDS: tuple[DocumentKind, ...] = ("invoice", "credit_note")
PATHS: dict[DocumentKind, str] = {
    "invoice": "/finance/invoices",
    "credit_note": "/finance/credit-notes",
}
LOOKS = {
    "issued": "warning",
    "paid": "success",
    "settled": "success",
    "refund_due": "info",
    "refunded": "success",
    "closed": "success",
}
"""How a state is coloured; the others are neutral."""


@dataclass(frozen=True)
class Listed:
    kind: DocumentKind
    number: str
    state: str
    look: str
    issued_on: date | None
    order_id: str
    currency: str
    gross_minor: int
    open_minor: int
    """Still to be paid, or to be given back."""
    corrects_number: str
    path: str
    due_on: date | None = None
    """Until when what is still to be paid has to be paid."""
    is_overdue: bool = False


@dataclass(frozen=True)
class Document:
    listed: Listed
    amount: Amount
    paid_minor: int
    credited_minor: int
    """Of an invoice: what was paid on it, and taken off it."""
    items: list[InvoiceItemView]
    why: list[str]
    """How its amount comes about, sentence by sentence."""
    reason: str = ""
    unused_day_count: int = 0
    invoice_path: str = ""
    replaces: str = ""
    """Of a credit note: why it was issued, what it corrects, and the numbers it takes the place
    of."""

    @property
    def is_issued(self) -> bool:
        return bool(self.listed.number)


def document_view(one: FinanceDocument) -> Listed:
    return Listed(
        kind=one.kind,
        number=one.number,
        state=one.state,
        look="error" if one.is_overdue else LOOKS.get(one.state, ""),
        issued_on=one.issued_on,
        order_id=one.order_id,
        currency=one.currency,
        gross_minor=one.gross_minor,
        open_minor=one.open_minor,
        corrects_number=one.corrects_number or "",
        path=f"{PATHS[one.kind]}/{one.id}",
        due_on=one.due_on,
        is_overdue=one.is_overdue,
    )


def invoice_view(one: InvoiceView, why: Explanation) -> Document:
    listed = Listed(
        kind="invoice",
        number=one.number or "",
        state=one.state,
        look="error" if one.is_overdue else LOOKS.get(one.state, ""),
        issued_on=one.issued_on,
        order_id=one.order_id,
        currency=one.currency,
        gross_minor=one.amount.gross_minor,
        open_minor=one.due_minor,
        corrects_number="",
        path=f"{PATHS['invoice']}/{one.id}",
        due_on=one.due_on,
        is_overdue=one.is_overdue,
    )
    return Document(
        listed=listed,
        amount=one.amount,
        paid_minor=one.paid_minor,
        credited_minor=one.credited_minor,
        items=one.items,
        why=_sentences(why),
    )


def note_view(one: CreditNoteView, why: Explanation) -> Document:
    listed = Listed(
        kind="credit_note",
        number=one.number,
        state=one.state,
        look=LOOKS.get(one.state, ""),
        issued_on=one.issued_on,
        order_id=one.order_id,
        currency=one.currency,
        gross_minor=one.amount.gross_minor,
        open_minor=0,
        corrects_number=one.invoice_number,
        path=f"{PATHS['credit_note']}/{one.id}",
    )
    return Document(
        listed=listed,
        amount=one.amount,
        paid_minor=0,
        credited_minor=0,
        items=[],
        why=_sentences(why),
        reason=one.reason.text,
        unused_day_count=one.unused_day_count,
        invoice_path=f"{PATHS['invoice']}/{one.invoice_id}",
        replaces=", ".join(one.replaces),
    )


def _sentences(why: Explanation) -> list[str]:
    return [line.sentence.text for line in why.lines] + [one.text for one in why.sentences]
