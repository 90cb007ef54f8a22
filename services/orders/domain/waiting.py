"""What an order waits for and who can act, in plain words, for whoever is shown the order. The
workflow's page in the Temporal UI has words of its own."""

from collections.abc import Mapping

from contracts.decisions import ItemState
from services.orders.domain.order import Item, Order

OPEN: Mapping[ItemState, str] = {
    "awaiting_payment": "waiting for the payment; the customer can pay, send the order as a"
    " request, or cancel it.",
    "payment_failed": "not paid, as the payment failed; the customer can try again, send the order"
    " as a request, or cancel it.",
    "awaiting_approval": "waiting for approval; an admin of the partner can approve or reject, the"
    " customer can cancel.",
    "awaiting_confirmation": "paid and active, waiting for confirmation; an admin of the partner"
    " can confirm the start date or reject, the customer can cancel.",
}
NOTHING = "Nothing: the order is closed and nobody needs to act."


def waits_for(order: Order, *, for_staff: bool = True) -> str:
    """One to four sentences, the most pressing first. Why a person must look is the staff's."""
    sentences = [_attention(order, for_staff), _decided(order), *_open(order), _scheduled(order)]
    return " ".join(sentence for sentence in sentences if sentence) or NOTHING


def _attention(order: Order, for_staff: bool) -> str:
    if order.attention_reason is None:
        return ""
    if not for_staff:
        return "Your provider looks at this order."
    why = order.attention_reason
    return f"A person must look at this order ({why}); an admin of the partner or an operator can."


def _decided(order: Order) -> str:
    count = sum(1 for item in order.items if item.decision and not item.decision.applied_at)
    if not count:
        return ""
    return f"{_items(count)} decided, the effects follow by themselves; nobody needs to act."


def _open(order: Order) -> list[str]:
    counted = [(_undecided(order.items, state), words) for state, words in OPEN.items()]
    return [f"{_items(count)} {words}" for count, words in counted if count]


def _scheduled(order: Order) -> str:
    days = [i.start_on for i in order.items if i.state == "scheduled" and i.start_on]
    if not days:
        return ""
    return (
        f"{_items(len(days))} approved and will start without further action, next on {min(days)}."
    )


def _undecided(items: tuple[Item, ...], state: ItemState) -> int:
    return sum(1 for item in items if item.state == state and item.decision is None)


def _items(count: int) -> str:
    return "One item is" if count == 1 else f"{count} items are"
