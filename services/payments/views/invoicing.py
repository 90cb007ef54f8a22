"""Invoices and credit notes as the messages that leave the service."""

from typing import Any

from sqlalchemy import Row

from contracts.message import Amount
from contracts.payments import CreditNoteView, InvoiceItemView, InvoiceView, SegmentView
from services.payments.domain.invoicing.items import ChargedItem
from services.payments.repository.invoicing.invoices import Invoice


def invoice_view(invoice: Invoice) -> InvoiceView:
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
        amount=invoice.amount,
        paid_minor=invoice.paid_minor,
        credited_minor=invoice.credited_minor,
        due_minor=invoice.due_minor,
        items=[_item_view(item_id, item) for item_id, item in pairs],
    )


def _item_view(item_id: str, item: ChargedItem) -> InvoiceItemView:
    return InvoiceItemView(
        id=item_id,
        order_item_id=item.order_item_id,
        kind=item.kind,
        description=item.description,
        quantity=item.quantity,
        amount=item.amount,
        vat_basis_points=item.vat_basis_points,
        segments=[
            SegmentView(
                first_day=segment.first_day,
                last_day=segment.last_day,
                day_count=segment.day_count,
                amount=segment.amount,
            )
            for segment in item.segments
        ],
    )


def credit_note_view(row: Row[Any]) -> CreditNoteView:
    return CreditNoteView(
        id=row.id,
        number=row.number,
        state=row.state,
        invoice_id=row.invoice_id,
        invoice_number=row.invoice_number,
        order_id=row.order_id,
        order_item_id=row.order_item_id,
        customer_id=row.customer_id,
        partner_id=row.partner_id,
        revision=row.revision,
        issued_on=row.issued_on,
        currency=row.currency,
        amount=Amount(
            net_minor=row.net_minor, vat_minor=row.vat_minor, gross_minor=row.gross_minor
        ),
        applied_minor=row.applied_minor,
        unused_day_count=row.unused_day_count,
        reason=row.reason,
        replaces=row.replaces,
    )
