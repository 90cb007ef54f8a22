"""What must be there exactly once, whatever died, for an order paid on the first of January and
used from the fourteenth."""

from collections import Counter

from temporalio.client import Client

from scenarios.expected import differences, read_outcome
from scenarios.journey import Journey
from scenarios.people import People
from scenarios.stories import started_later
from stack.running.stack_state import StackState
from tests.e2e.gateway import read_book
from tests.e2e.watching import is_closed

PRICE_MINOR, CREDIT_MINOR = 3_100, 1_300


async def ended_right_and_once(journey: Journey, temporal: Client, state: StackState) -> None:
    """Wait for the order's end, then look into every book."""
    await journey.ends("completed")
    await is_closed(temporal, journey.id)
    people = journey.system.people
    assert differences(started_later(journey), await read_outcome(people, journey.id)) == []
    await _money_moved_once(journey, state)
    await _everybody_was_told_once(people, journey.id)


async def _money_moved_once(journey: Journey, state: StackState) -> None:
    people, order_id = journey.system.people, journey.id
    payments = people.operator.payments
    intents = (await payments.intents_of_order(order_id)).items
    book = await read_book(people, state)
    charges = [c for c in book.charges if c.reference in {intent.id for intent in intents}]
    captured = (await payments.payments(order_id=order_id)).items
    notes = (await payments.credit_notes(order_id=order_id)).items
    account = await payments.account(journey.customer.id, partner_id=journey.customer.partner_id)

    assert [charge.amount_minor for charge in charges] == [PRICE_MINOR]
    assert [payment.amount_minor for payment in captured] == [PRICE_MINOR]
    assert [note.state for note in notes] == ["refund_due"]
    booked = Counter(entry.kind for entry in account.entries)
    assert booked == Counter(["invoice", "payment", "credit_note"])
    assert account.balance_minor == -CREDIT_MINOR


async def _everybody_was_told_once(people: People, order_id: str) -> None:
    notifications = people.operator.notifications
    # Queued or sent: that all are sent in the end, the oracle looks at once for all orders.
    mails = (await notifications.mails(order_id=order_id)).items
    events = Counter(mail.key.split("/")[2] for mail in mails)
    assert events == Counter(["payment_succeeded", "credit_note_issued", "item_approved"])
    tickets = (await notifications.tickets(order_id=order_id)).items
    assert [ticket.state for ticket in tickets] == ["resolved"]
    messages = (await notifications.ticket(tickets[0].id)).messages
    bodies = [message.body for message in messages]
    assert len(bodies) == len(set(bodies)) == 4, "paid, credited, approved, closed"
