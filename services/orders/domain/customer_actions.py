"""What its customer can still do about an order: for the pages that offer it, and for the use cases
that do it."""

from contracts.message import MOST_ATTEMPTS
from contracts.orders import CustomerAction
from services.orders.domain.decisions import can_be_cancelled
from services.orders.domain.item_changes import state_if_undecided
from services.orders.domain.order import Order
from services.orders.domain.transitions import ItemEvent


def actions_of(order: Order) -> list[CustomerAction]:
    """The most pressing first."""
    possible: dict[CustomerAction, bool] = {
        "pay": order.awaits_payment,
        "pay_again": can_pay_again(order) and order.payment_attempt < MOST_ATTEMPTS,
        "switch_to_request": can_switch_to_request(order),
        "cancel": any(map(can_be_cancelled, order.items)),
    }
    return [action for action, is_possible in possible.items() if is_possible]


def can_pay_again(order: Order) -> bool:
    """Whether a payment failed of something that nobody decided."""
    return _concerns(order, "payment_tried_again")


def can_switch_to_request(order: Order) -> bool:
    return order.paid_on is None and _concerns(order, "switched_to_request")


def _concerns(order: Order, event: ItemEvent) -> bool:
    return any(state_if_undecided(item, event) is not None for item in order.items)
