"""What an event means, in one or two sentences that a customer understands."""

from collections.abc import Callable, Mapping

from billing.money import format_minor
from contracts.notifications import Event, Notify
from services.notifications.domain.mail import one_line


def story_of(event: Notify) -> str:
    """A sentence that begins with a capital letter; also the message in the order's ticket."""
    return _STORIES[event.event](event)


def titles(event: Notify) -> str:
    return ", ".join(one_line(line.title) for line in event.lines) or "your order"


def lines(event: Notify) -> str:
    """One line a product with its price, then the total."""
    rows = [
        f"{line.quantity} × {one_line(line.title)}: {_money(event, line.gross_minor)}"
        for line in event.lines
    ]
    return "\n".join([*rows, f"Total: {format_minor(event.total_minor, event.currency)}"])


def _order_received(event: Notify) -> str:
    if event.path == "upfront":
        return "We received your order. It starts as soon as your payment has arrived."
    return (
        "We received your order and it was sent for approval. You will hear from us when it has"
        " been decided; until then nothing has to be paid."
    )


def _payment_succeeded(event: Notify) -> str:
    since = f" since {event.start_on}" if event.start_on else ""
    return f"Your payment of {_amount(event)} has arrived. Your order is active{since}."


def _payment_failed(event: Notify) -> str:
    return (
        f"Your payment of {_amount(event)} did not go through{_because(event)}. You can try again"
        " or send the order as a request."
    )


def _item_approved(event: Notify) -> str:
    start = f" The first day is {event.start_on}." if event.start_on else ""
    return f"{titles(event)}: approved.{start}"


def _item_scheduled(event: Notify) -> str:
    start = f" It starts on {event.start_on}." if event.start_on else ""
    return f"{titles(event)}: approved.{start}"


def _item_activated(event: Notify) -> str:
    since = f" since {event.start_on}" if event.start_on else ""
    return f"{titles(event)}: active{since}."


def _item_rejected(event: Notify) -> str:
    return f"{titles(event)}: not approved{_because(event)}."


def _item_cancelled(event: Notify) -> str:
    return f"{titles(event)}: cancelled{_because(event)}."


def _item_expired(event: Notify) -> str:
    return f"{titles(event)}: expired without a decision. You are welcome to order again."


def _start_moved(event: Notify) -> str:
    return f"{titles(event)}: the first day is now {event.start_on}{_because(event)}."


def _credit_note_issued(event: Notify) -> str:
    unused = f" for {_days(event.unused_day_count)}" if event.unused_day_count else ""
    return (
        f"{titles(event)}: we issued credit note {event.document_number} over"
        f" {_amount(event)}{unused}."
    )


def _attention_needed(event: Notify) -> str:
    return f"Order {event.order_id} needs a person's attention{_because(event)}."


def _amount(event: Notify) -> str:
    amount_minor = event.total_minor if event.amount_minor is None else event.amount_minor
    return _money(event, amount_minor)


def _money(event: Notify, amount_minor: int) -> str:
    return format_minor(amount_minor, event.currency)


def _because(event: Notify) -> str:
    return f" ({event.reason.rstrip('.')})" if event.reason else ""


def _days(count: int) -> str:
    return "1 unused day" if count == 1 else f"{count} unused days"


_STORIES: Mapping[Event, Callable[[Notify], str]] = {
    "order_received": _order_received,
    "payment_succeeded": _payment_succeeded,
    "payment_failed": _payment_failed,
    "item_approved": _item_approved,
    "item_scheduled": _item_scheduled,
    "item_activated": _item_activated,
    "item_rejected": _item_rejected,
    "item_cancelled": _item_cancelled,
    "item_expired": _item_expired,
    "start_moved": _start_moved,
    "credit_note_issued": _credit_note_issued,
    "attention_needed": _attention_needed,
}
