"""Explanations of amounts as the messages that leave the service, in the words of the request."""

from contracts.actors import Actor
from contracts.credits import CreditPreview, CreditRequest, ForeseenDocuments
from contracts.explaining import Explanation, ExplanationLine
from services.payments.domain.invoicing.credit import (
    Credit,
    Documents,
    last_charged_day,
    warning_of,
)
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.explaining import Explained, Reasons, item_of
from services.payments.domain.invoicing.explaining_credit import explain_credit
from services.payments.domain.invoicing.invoices import Invoice
from wording.telling import tell, words


def explanation(document: Invoice | CreditNote, reasons: Reasons, viewer: Actor) -> Explanation:
    return Explanation(
        document="invoice" if isinstance(document, Invoice) else "credit_note",
        document_id=document.id,
        number=document.number,
        currency=document.currency,
        amount=document.amount,
        lines=[_line(line, viewer) for line in reasons.lines],
        sentences=[tell(sentence, viewer) for sentence in reasons.sentences],
    )


def credit_preview(
    credit: Credit,
    invoice: Invoice,
    request: CreditRequest,
    viewer: Actor,
    documents: Documents | None = None,
) -> CreditPreview:
    """`documents` are those that are still to be written."""
    items = invoice.items_of(request.order_item_id)
    warning = warning_of(items, credit.new_start)
    return CreditPreview(
        order_item_id=request.order_item_id,
        invoice_id=invoice.id,
        currency=invoice.currency,
        unused_day_count=credit.unused_day_count,
        target=credit.target,
        already_credited=credit.already,
        difference_minor=credit.difference.gross_minor,
        lines=[_line(line, viewer) for line in explain_credit(credit, items, invoice.currency)],
        last_charged_on=last_charged_day(items),
        warning=tell(warning, viewer) if warning else None,
        foreseen=_foreseen(documents) if documents else None,
    )


def _foreseen(documents: Documents) -> ForeseenDocuments:
    note, supplement = documents.note, documents.supplement
    return ForeseenDocuments(
        note_minor=note.gross_minor if note else 0,
        supplement_minor=supplement.gross_minor if supplement else 0,
        voided=[voided.number for voided in documents.voided],
    )


def _line(line: Explained, viewer: Actor) -> ExplanationLine:
    segment = line.segment
    return ExplanationLine(
        title=words(item_of(line.item, with_quantity=False)),
        first_day=segment.first_day if segment else None,
        last_day=segment.last_day if segment else None,
        day_count=segment.day_count if segment else None,
        unused_day_count=line.unused_day_count,
        charged=line.charged,
        amount=line.amount,
        sentence=tell(line.sentence, viewer),
    )
