"""What must be there exactly once, whatever died, for an order paid on the first of January and
used from the fourteenth."""

from collections import Counter

from temporalio.client import Client

from stack.demo.cast import Cast
from stack.demo.stories import TRUE_START
from stack.running.stack_state import StackState
from tests.e2e.gateway import read_book
from tests.e2e.journey import Journey
from tests.e2e.watching import is_closed

PRICE_MINOR, CREDIT_MINOR = 3_100, 1_300


async def ended_right_and_once(journey: Journey, temporal: Client, state: StackState) -> None:
    """Wait for the order's end, then look into every book."""
    order = await journey.ends("completed")
    await is_closed(temporal, journey.id)
    assert [(item.state, item.start_on) for item in order.items] == [("approved", TRUE_START)]
    await _money_moved_once(journey, state)
    await _everybody_was_told_once(journey.cast, journey.id)


async def _money_moved_once(journey: Journey, state: StackState) -> None:
    payments, order_id = journey.cast.operator.payments, journey.id
    intents = (await payments.intents_of_order(order_id)).items
    book = await read_book(journey.cast, state)
    charges = [c for c in book.charges if c.reference in {intent.id for intent in intents}]
    captured = (await payments.payments(order_id=order_id)).items
    invoices = (await payments.invoices(order_id=order_id)).items
    notes = (await payments.credit_notes(order_id=order_id)).items
    account = await payments.account(journey.customer.id, partner_id=journey.customer.partner_id)

    assert [charge.amount_minor for charge in charges] == [PRICE_MINOR]
    assert [payment.amount_minor for payment in captured] == [PRICE_MINOR]
    assert [(i.state, i.amount.gross_minor) for i in invoices] == [("paid", PRICE_MINOR)]
    assert [(n.amount.gross_minor, n.unused_day_count, n.state) for n in notes] == [
        (CREDIT_MINOR, 13, "refund_due")
    ]
    booked = Counter(entry.kind for entry in account.entries)
    assert booked == Counter(["invoice", "payment", "credit_note"])
    assert account.balance_minor == -CREDIT_MINOR


async def _everybody_was_told_once(cast: Cast, order_id: str) -> None:
    notifications = cast.operator.notifications
    # Queued or sent: that all are sent in the end, the oracle looks at once for all orders.
    mails = (await notifications.mails(order_id=order_id)).items
    events = Counter(mail.key.split("/")[2] for mail in mails)
    assert events == Counter(["payment_succeeded", "credit_note_issued", "item_approved"])
    tickets = (await notifications.tickets(order_id=order_id)).items
    assert [ticket.state for ticket in tickets] == ["resolved"]
    bodies = [message.body for message in tickets[0].messages]
    assert len(bodies) == len(set(bodies)) == 4, "paid, credited, approved, closed"
