"""Documents to print: one invoice with everything on it, and a credit note of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from billing.money import ZERO, total
from contracts.catalog import BillingCycle, Discount, Price, QuoteLine
from contracts.message import Amount, Language
from contracts.payments import BillingParty, InvoiceLine
from contracts.said import Said, said
from services.payments.documents.credit_note_sheet import CreditNotePage
from services.payments.documents.invoice_sheet import InvoicePage
from services.payments.documents.sheet import Sheet
from services.payments.domain.invoicing.credit import credit_for
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.explaining import Reasons, explain_items
from services.payments.domain.invoicing.explaining_credit import explain_credit, explain_difference
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import charge_from

ISSUED_ON = date(2023, 1, 10)
FIBRE = "itm_fibre"


def seller(language: Language = "en", **more: str) -> BillingParty:
    facts = {
        "legal_name": "Alpennetz GmbH",
        "address": "Hauptstraße 12\n6020 Innsbruck",
        "vat_id": "ATU12345678",
        "customer_name": "Mia Moor",
        **more,
    }
    return BillingParty(
        partner_id=1, customer_id="cus_1", time_zone="Europe/Vienna", language=language, **facts
    )


def invoice(language: Language = "en", **more: str) -> Invoice:
    """Fibre without VAT in its price, prepaid for two calendar months of which the first is part
    paid, with a discount in it and a fee; and a telephone with another VAT inside its price."""
    discount = Discount(basis_points=2_000, first_day=ISSUED_ON, last_day=date(2023, 1, 20))
    fibre = Price(
        amount_minor=3_000,
        currency="EUR",
        vat_basis_points=2_000,
        includes_vat=False,
        cycle=BillingCycle(kind="calendar_month"),
        activation_fee_minor=2_500,
        discounts=[discount],
    )
    telephone = Price(
        amount_minor=990,
        currency="EUR",
        vat_basis_points=1_000,
        includes_vat=True,
        cycle=BillingCycle(kind="monthly"),
    )
    lines = [_line(FIBRE, "Fibre 250", fibre, 2), _line("itm_tel", "Telephone", telephone, 1)]
    items = tuple(charge_from(lines, ISSUED_ON, 1))
    return Invoice(
        id="inv_1",
        kind="order",
        state="issued",
        order_id="ord_1",
        party=seller(language, **more),
        currency="EUR",
        number="202301000042",
        issued_on=ISSUED_ON,
        amount=total([item.amount for item in items]),
        paid_minor=0,
        items=items,
        item_ids=tuple(f"ini_{n}" for n in range(len(items))),
    )


def invoice_sheet(language: Language = "en", *, paid_on: date | None = None, **more: str) -> Sheet:
    return page_of(invoice(language, **more), paid_on=paid_on).sheet()


def page_of(of: Invoice, *sentences: Said, paid_on: date | None = None) -> InvoicePage:
    reasons = Reasons(explain_items(of.items, of.currency), sentences)
    return InvoicePage(of, "202301000042", ISSUED_ON, reasons, paid_on)


def note_sheet(
    language: Language = "en",
    already: Amount = ZERO,
    voided: Amount = ZERO,
    note: str | None = "Installed on 24 January",
) -> Sheet:
    """Of the days before the 24th; `already` is what earlier notes credited, `voided` what of it
    the note replaces."""
    charged = invoice(language)
    items = charged.items_of(FIBRE)
    credit = credit_for(items, already, new_start=date(2023, 1, 24), full=False)
    issued = CreditNote(
        id="crn_1",
        number="202301000043",
        state="refund_due",
        order_id=charged.order_id,
        customer_id=charged.party.customer_id,
        partner_id=charged.party.partner_id,
        currency=charged.currency,
        invoice_id=charged.id,
        invoice_number="202301000042",
        order_item_id=FIBRE,
        revision=1,
        issued_on=date(2023, 1, 25),
        amount=total([credit.difference, voided]),
        applied_minor=0,
        unused_day_count=credit.unused_day_count,
        reason=said("credit_note.reason", verdict="approve", note=note),
        replaces=["202301000041"] if voided != ZERO else [],
        created_at=datetime(2023, 1, 25, 12, tzinfo=UTC),
    )
    reasons = Reasons(
        explain_credit(credit, items, "EUR"),
        explain_difference(credit, issued.amount, issued.replaces, "EUR"),
    )
    return CreditNotePage(issued, charged, reasons).sheet()


def supplement_sheet() -> Sheet:
    charged = replace(invoice("de"), kind="supplementary")
    item = replace(charged.items[0], kind="supplement", segments=())
    return page_of(replace(charged, items=(item,), item_ids=("ini_1",))).sheet()


def _line(item_id: str, title: str, price: Price, period_count: int) -> InvoiceLine:
    return InvoiceLine(
        item_id=item_id,
        line=QuoteLine(
            offering_id="off_1",
            offering_revision=1,
            kind="internet",
            title=title,
            quantity=1,
            period_count=period_count,
            price=price,
            period=ZERO,
            fee=ZERO,
        ),
    )
