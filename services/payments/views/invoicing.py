"""Invoices and credit notes as the messages that leave the service."""

from datetime import datetime

from contracts.actors import Actor
from contracts.credits import CreditNoteView
from contracts.payments import InvoiceItemView, InvoicePreviewLine, InvoiceView, SegmentView
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.explaining import item_of
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import ChargedItem
from wording.telling import tell, words


def invoice_view(invoice: Invoice, now: datetime) -> InvoiceView:
    pairs = zip(invoice.item_ids, invoice.items, strict=True)
    return InvoiceView(
        id=invoice.id,
        number=invoice.number,
        state=invoice.state,
        order_id=invoice.order_id,
        customer_id=invoice.party.customer_id,
        partner_id=invoice.party.partner_id,
        currency=invoice.currency,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on if invoice.due_minor else None,
        amount=invoice.amount,
        paid_minor=invoice.paid_minor,
        credited_minor=invoice.credited_minor,
        due_minor=invoice.due_minor,
        is_overdue=invoice.is_overdue(now),
        items=[_item_view(item_id, item) for item_id, item in pairs],
    )


def _item_view(item_id: str, item: ChargedItem) -> InvoiceItemView:
    return InvoiceItemView(
        id=item_id,
        order_item_id=item.order_item_id,
        kind=item.kind,
        description=words(item_of(item, with_quantity=False)),
        quantity=item.quantity,
        amount=item.amount,
        vat_basis_points=item.vat_basis_points,
        segments=[SegmentView.model_validate(s, from_attributes=True) for s in item.segments],
    )


def previewed_line(item: ChargedItem) -> InvoicePreviewLine:
    return InvoicePreviewLine(
        kind=item.kind,
        description=words(item_of(item, with_quantity=False)),
        quantity=item.quantity,
        amount=item.amount,
        segments=[SegmentView.model_validate(s, from_attributes=True) for s in item.segments],
    )


def credit_note_view(note: CreditNote, viewer: Actor) -> CreditNoteView:
    told = {"reason": tell(note.reason, viewer)}
    return CreditNoteView.model_validate({**vars(note), **told}, from_attributes=True)
