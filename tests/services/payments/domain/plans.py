"""Plans for the rules' tests: an order line as quoted, and the items that its invoice charges."""

from datetime import date

from billing.money import charge
from contracts.catalog import BillingCycle, Discount, Price, QuoteLine
from contracts.payments import InvoiceLine
from services.payments.domain.invoicing.items import ChargedItem, charge_from

MONTHLY = BillingCycle(kind="monthly")
CALENDAR_MONTH = BillingCycle(kind="calendar_month")
ONCE = BillingCycle(kind="once")


def day(text: str) -> date:
    return date.fromisoformat(text)


def line(
    listed_minor: int,
    *,
    cycle: BillingCycle = MONTHLY,
    vat_basis_points: int = 0,
    includes_vat: bool = True,
    fee_minor: int = 0,
    quantity: int = 1,
    currency: str = "EUR",
    discounts: list[Discount] | None = None,
    item_id: str = "itm_1",
) -> InvoiceLine:
    price = Price(
        amount_minor=listed_minor,
        currency=currency,
        vat_basis_points=vat_basis_points,
        includes_vat=includes_vat,
        cycle=cycle,
        activation_fee_minor=fee_minor,
        discounts=discounts or [],
    )
    quoted = QuoteLine(
        offering_id="off_1",
        offering_revision=1,
        kind="one_time" if cycle.kind == "once" else "internet",
        title="Fibre",
        quantity=quantity,
        price=price,
        period=charge(listed_minor * quantity, price),
        fee=charge(fee_minor * quantity, price),
    )
    return InvoiceLine(item_id=item_id, line=quoted)


def discount(percent: int, first_day: str, last_day: str) -> Discount:
    return Discount(basis_points=percent * 100, first_day=day(first_day), last_day=day(last_day))


def charged(
    ordered: InvoiceLine, start: str, *, billing_day: int = 1, months: int = 1
) -> list[ChargedItem]:
    """The invoice items when service starts on `start`."""
    prepaid = ordered.line.model_copy(update={"period_count": months})
    wanted = ordered.model_copy(update={"line": prepaid})
    return charge_from([wanted], day(start), billing_day)
