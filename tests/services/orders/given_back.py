"""What the payments service would know of invoices, and of money that went back to customers."""

from dataclasses import dataclass, field
from datetime import datetime

from fastapi import FastAPI

from contracts.credits import CreditNoteView
from contracts.message import Amount, Page
from contracts.orders import OrderView
from contracts.payments import InvoiceItemView, InvoiceView
from contracts.refunds import RefundView
from tests.wording.told import in_words


@dataclass
class GivenBack:
    """By order id, newest first."""

    invoices: dict[str, list[InvoiceView]] = field(default_factory=dict)
    notes: dict[str, list[CreditNoteView]] = field(default_factory=dict)
    refunds: dict[str, list[RefundView]] = field(default_factory=dict)

    def serve(self, app: FastAPI) -> None:
        @app.get("/v1/invoices")
        async def invoices(order_id: str) -> Page[InvoiceView]:
            return Page(items=self.invoices.get(order_id, []))

        @app.get("/v1/credit-notes")
        async def credit_notes(order_id: str) -> Page[CreditNoteView]:
            return Page(items=self.notes.get(order_id, []))

        @app.get("/v1/refunds")
        async def refunds(order_id: str) -> Page[RefundView]:
            return Page(items=self.refunds.get(order_id, []))


def credited(order: OrderView, at: datetime) -> CreditNoteView:
    return CreditNoteView(
        id="cn_1",
        number="202301000002",
        state="refunded",
        invoice_id="inv_1",
        invoice_number="202301000001",
        order_id=order.id,
        order_item_id=order.items[0].id,
        customer_id=order.customer_id,
        partner_id=order.partner_id,
        revision=1,
        issued_on=at.date(),
        created_at=at,
        currency="EUR",
        amount=Amount(net_minor=1_300, vat_minor=0, gross_minor=1_300),
        unused_day_count=13,
        reason=in_words("Moved."),
    )


def invoiced(order: OrderView, due_minor: int, n: int = 0) -> InvoiceView:
    """One item of the order."""
    amount = Amount(net_minor=3_100, vat_minor=0, gross_minor=3_100)
    item = InvoiceItemView(
        id="ini_1",
        order_item_id=order.items[n].id,
        kind="period",
        description="Fibre 100",
        quantity=1,
        amount=amount,
        vat_basis_points=0,
    )
    return InvoiceView(
        id=f"inv_{n}",
        number=f"20230100000{n}",
        state="issued" if due_minor else "paid",
        order_id=order.id,
        customer_id=order.customer_id,
        partner_id=order.partner_id,
        currency="EUR",
        issued_on=order.placed_at.date(),
        amount=amount,
        paid_minor=3_100 - due_minor,
        due_minor=due_minor,
        items=[item],
    )
