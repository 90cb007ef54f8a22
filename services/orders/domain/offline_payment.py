"""Whether money received outside the gateway pays what waits for approval, and how much of it goes
to which item. Each item will have an invoice of its own."""

from collections.abc import Mapping
from datetime import date

from billing.charging import Wanted, charge_together
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
        raise OrderTakesNoOfflinePayment("nothing_waits")
    return waiting


def shares(order: Order, received: RecordPayment, today: date) -> Mapping[str, int]:
    """Minor units by item id: what each item's invoice will be over when it starts on the day that
    the money came. Raises `PaymentIsNotPlausible` and `OrderTakesNoOfflinePayment`."""
    if received.currency != order.currency:
        raise PaymentIsNotPlausible(
            "not_the_orders_currency",
            currency=order.currency,
            received_currency=received.currency,
        )
    if received.received_on > today:
        raise PaymentIsNotPlausible(
            "not_received_yet", received_on=received.received_on, today_on=today
        )
    due = {item.id: _cost_minor(order, item, received.received_on) for item in items_to_pay(order)}
    expected_minor = sum(due.values())
    if received.amount_minor != expected_minor:
        raise OrderTakesNoOfflinePayment(
            "another_amount",
            expected_minor=expected_minor,
            currency=order.currency,
            received_on=received.received_on,
        )
    return due


def _cost_minor(order: Order, item: Item, start: date) -> int:
    """As its invoice will be, by the same rules."""
    line = item.line
    wanted = Wanted(line.price, line.quantity, line.period_count)
    [charge] = charge_together([wanted], start, order.policy.billing_day)
    return charge.period.gross_minor + charge.fee.gross_minor
