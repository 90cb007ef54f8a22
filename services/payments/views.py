"""Stored things as the messages that leave the service."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row

from contracts.actors import Actor
from contracts.bookkeeping import AccountView, LedgerEntryView, StatementLine
from contracts.message import Amount
from contracts.payments import (
    CreditNoteView,
    InvoiceItemView,
    InvoiceView,
    PaymentIntentView,
    PaymentView,
    SegmentView,
)
from contracts.refunds import GivenByHand, RefundView
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.invoicing.items import ChargedItem
from services.payments.repository.invoicing.invoices import Invoice

BALANCE = "balance_minor"


def intent_view(intent: Intent) -> PaymentIntentView:
    return PaymentIntentView(
        id=intent.id,
        order_id=intent.order_id,
        invoice_id=intent.invoice_id,
        attempt=intent.attempt,
        state=intent.state,
        amount_minor=intent.amount_minor,
        currency=intent.currency,
        gateway=intent.gateway,
        page_url=intent.page_url,
        instructions=intent.instructions,
        paid_on=intent.paid_on,
        captured_at=intent.captured_at,
        failure=intent.failure,
    )


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


def payment_view(row: Row[Any]) -> PaymentView:
    return PaymentView(
        id=row.id,
        intent_id=row.intent_id,
        order_id=row.order_id,
        invoice_id=row.invoice_id,
        amount_minor=row.amount_minor,
        currency=row.currency,
        captured_at=row.captured_at,
        method=row.method,
        reference=row.reference,
        received_on=row.received_on,
    )


def refund_view_for(viewer: Actor) -> Callable[[Row[Any]], RefundView]:
    """As this viewer reads refunds: a customer not what the gateway said to us, nor how often."""
    if viewer.kind != "customer":
        return refund_view
    return lambda row: refund_view(row).model_copy(update={"failure": None, "tries": 0})


def refund_view(row: Row[Any]) -> RefundView:
    return RefundView(
        id=row.id,
        credit_note_id=row.credit_note_id,
        order_id=row.order_id,
        state=row.state,
        amount_minor=row.amount_minor,
        currency=row.currency,
        failure=row.failure,
        gateway=row.gateway,
        tries=row.tries,
        created_at=row.created_at,
        settled_at=row.settled_at,
        by_hand=_given_by_hand(row),
    )


def _given_by_hand(row: Row[Any]) -> GivenByHand | None:
    if row.by_hand_method is None:
        return None
    return GivenByHand(
        method=row.by_hand_method,
        reference=row.by_hand_reference,
        given_back_on=row.given_back_on,
    )


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
