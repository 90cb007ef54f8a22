"""Documents to print: one invoice with everything on it, and a credit note of it."""

from dataclasses import replace
from datetime import date

from billing.money import ZERO, total
from billing.shares import minus
from contracts.catalog import BillingCycle, Discount, Price, QuoteLine
from contracts.message import Amount, Language
from contracts.payments import BillingParty, CreditPreview, InvoiceLine
from services.payments.documents.credit_note_sheet import CreditNotePage, IssuedNote
from services.payments.documents.invoice_sheet import InvoicePage
from services.payments.documents.sheet import Sheet
from services.payments.domain.invoicing.credit import credit_for
from services.payments.domain.invoicing.items import charge_from
from services.payments.repository.invoicing.invoices import Invoice

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
    return InvoicePage(invoice(language, **more), "202301000042", ISSUED_ON, paid_on).sheet()


def note_sheet(language: Language = "en", already: Amount = ZERO) -> Sheet:
    """Of the days before the 24th; `already` is what earlier notes credited."""
    charged = invoice(language)
    mine = [item for item in charged.items if item.order_item_id == FIBRE]
    credit = credit_for(mine, already, new_start=date(2023, 1, 24), full=False)
    preview = CreditPreview(
        order_item_id=FIBRE,
        invoice_id=charged.id,
        currency="EUR",
        unused_day_count=credit.unused_day_count,
        target=credit.target,
        already_credited=already,
        difference_minor=credit.difference.gross_minor,
        lines=list(credit.lines),
    )
    note = IssuedNote(
        number="202301000043",
        issued_on=date(2023, 1, 25),
        order_item_id=FIBRE,
        amount=minus(credit.target, already),
        reason="Installed on 24 January",
        replaces=["202301000041"],
        preview=preview,
    )
    return CreditNotePage(note, charged).sheet()


def supplement_sheet() -> Sheet:
    charged = replace(invoice("de"), kind="supplementary")
    item = replace(
        charged.items[0],
        kind="one_time",
        description="Credited days used after all: Fibre 250",
        segments=(),
    )
    return InvoicePage(
        replace(charged, items=(item,), item_ids=("ini_1",)), "202301000044", ISSUED_ON, None
    ).sheet()


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
