"""What the provider's staff reads: the ticket of an order and the mails in place of one."""

from contracts.notifications import Notify
from services.notifications.domain.mail import Wording, one_line, readable
from services.notifications.domain.wording.story import lines, story_of

CLOSING = "Everything in this order is decided. The ticket is closed; a reply opens it again."


def staff_wording(event: Notify) -> Wording:
    """Subject and text of the ticket or mail that asks staff to act."""
    if event.event == "attention_needed":
        return Wording(
            f"Order {event.order_id} needs attention",
            _text(event, story_of(event)),
        )
    if event.event == "payment_succeeded":
        asked = "The order is paid and waits for confirmation of its start date."
        subject = f"Order {event.order_id}: paid, waits for confirmation"
    else:
        asked = "The order waits for approval."
        subject = f"Order {event.order_id}: waits for approval"
    return Wording(one_line(subject), _text(event, asked))


def _text(event: Notify, opening: str) -> str:
    customer = f"Customer: {one_line(event.customer_name)} ({one_line(event.customer_id)})"
    reference = f"Order: {event.order_id}" + (f"\n{event.order_url}" if event.order_url else "")
    return readable("\n\n".join([opening, customer, lines(event), reference])) + "\n"
