"""Whether money received outside the gateway pays what waits for approval, and how much of it goes
to which item. Each item will have an invoice of its own."""

from collections.abc import Mapping
from datetime import date

from billing.charging import Wanted, charge_together
from billing.money import format_minor
from contracts.bookkeeping import (
    OrderTakesNoOfflinePayment,
    PaymentIsNotPlausible,
    RecordPayment,
)
from services.orders.domain.order import Item, Order

RECORDED, BOOKED, NOT_BOOKED = (
    "offline_payment_recorded",
    "offline_payment_booked",
    "offline_payment_not_booked",
)
"""What the audit says of it, from first to last; of the last two, one."""


def items_to_pay(order: Order) -> list[Item]:
    """What nobody decided yet. Raises `OrderTakesNoOfflinePayment` when there is nothing."""
    waiting = [i for i in order.items if i.state == "awaiting_approval" and i.decision is None]
    if not waiting:
        raise OrderTakesNoOfflinePayment(
            "Nothing of this order waits for approval. Nothing was recorded; a payment of what is"
            " approved already is recorded on its invoice."
        )
    return waiting


def shares(order: Order, received: RecordPayment, today: date) -> Mapping[str, int]:
    """Minor units by item id: what each item's invoice will be over when it starts on the day that
    the money came. Raises `PaymentIsNotPlausible` and `OrderTakesNoOfflinePayment`."""
    if received.currency != order.currency:
        raise PaymentIsNotPlausible(
            f"The order is in {order.currency}, the payment in {received.currency}. Nothing was"
            " recorded."
        )
    if received.received_on > today:
        raise PaymentIsNotPlausible(
            f"{received.received_on} is in the future; today is {today}. Nothing was recorded."
        )
    due = {item.id: _cost_minor(order, item, received.received_on) for item in items_to_pay(order)}
    expected_minor = sum(due.values())
    if received.amount_minor != expected_minor:
        expected = format_minor(expected_minor, order.currency)
        raise OrderTakesNoOfflinePayment(
            f"What waits for approval costs {expected} from {received.received_on} on. Nothing was"
            " recorded; for another amount approve the items and record it on their invoices.",
            expected_minor=expected_minor,
        )
    return due


def _cost_minor(order: Order, item: Item, start: date) -> int:
    """As its invoice will be, by the same rules."""
    line = item.line
    wanted = Wanted(line.price, line.quantity, line.period_count)
    [charge] = charge_together([wanted], start, order.policy.billing_day)
    return charge.period.gross_minor + charge.fee.gross_minor
