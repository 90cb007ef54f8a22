"""The five stories of the demo, told step by step, and what each must end in."""

from datetime import UTC, date, datetime

from contracts.notifications import ReplyToTicket
from stack.demo.acts import Stage
from stack.demo.cast import until
from stack.demo.expected import Expected, Line
from stack.demo.shelf import EAST, Shelf

PAID_ON, TRUE_START = date(2023, 1, 1), date(2023, 1, 14)


def today() -> date:
    return datetime.now(UTC).date()


async def paid_upfront_and_started_later(stage: Stage, shelf: Shelf) -> Expected:
    """(a) Paid on 01/01/2023, used from 14/01/2023: a credit note for 13 days by itself."""
    customer = await stage.cast.customer("Carla", EAST)
    placed = await stage.fill_cart_and_order(customer, [shelf.fibre], pay=True)
    await stage.pay(customer, placed, "success", PAID_ON)
    paid = await stage.cast.order_when(
        placed.order.id, lambda o: o.items[0].state == "awaiting_confirmation", "is paid"
    )
    stage.say("the service is active since 2023-01-01; an admin has still to confirm it")
    await stage.approve(paid, 0, TRUE_START)
    stage.say("a credit note for the 13 unused days appears by itself")
    return Expected(
        "a",
        placed.order.id,
        "completed",
        [Line("approved", "active", TRUE_START, credited_minor=1_300, unused_days=13)],
        invoices={"paid": 3_100},
    )


async def requested_and_approved(stage: Stage, shelf: Shelf) -> Expected:
    """(b) A request that comes as a ticket, is answered there and approved."""
    customer = await stage.cast.customer("Rosa", EAST)
    placed = await stage.fill_cart_and_order(customer, [shelf.bundle], pay=False)
    order_id = placed.order.id
    admin = stage.cast.admin(EAST).notifications
    tickets = await until(
        lambda: admin.tickets(order_id=order_id), lambda page: bool(page.items), "the ticket"
    )
    ticket = tickets.items[0]
    stage.say(f"admin ada finds the ticket {ticket.subject!r} and replies")
    hello = ReplyToTicket(body="We connect you today.")
    await admin.reply(ticket.id, hello, key=f"demo/{ticket.id}/hello")
    note = ReplyToTicket(body="Port 7 is free.", visibility="internal")
    await admin.reply(ticket.id, note, key=f"demo/{ticket.id}/note")
    seen = await customer.services.notifications.ticket(ticket.id)
    stage.say(f"Rosa reads: {seen.messages[-1].body!r}; the internal note stays hidden")
    await stage.approve(placed.order, 0, today())
    return Expected(
        "b",
        order_id,
        "completed",
        [Line("approved", "active", today())],
        invoices={"issued": 7_500},
    )


async def pending_at_the_gateway(stage: Stage, shelf: Shelf) -> Expected:
    """(c) The gateway says pending and settles later: the order finds out by itself."""
    customer = await stage.cast.customer("Petra", EAST)
    placed = await stage.fill_cart_and_order(customer, [shelf.voice], pay=True)
    await stage.pay(customer, placed, "pending_then_success")
    stage.say("the gateway says pending: the order waits, it is not failed")
    paid = await stage.cast.order_when(
        placed.order.id, lambda o: o.items[0].state == "awaiting_confirmation", "settles"
    )
    stage.say("the payment has settled")
    await stage.approve(paid, 0, today())
    return Expected(
        "c",
        placed.order.id,
        "completed",
        [Line("approved", "active", today())],
        invoices={"paid": 1_000},
    )


async def declined_and_tried_again(stage: Stage, shelf: Shelf) -> Expected:
    """(d) A declined card, and a second try on the same order."""
    customer = await stage.cast.customer("Dora", EAST)
    placed = await stage.fill_cart_and_order(customer, [shelf.address], pay=True)
    await stage.pay(customer, placed, "decline")
    await stage.cast.order_when(
        placed.order.id, lambda o: o.items[0].state == "payment_failed", "is declined"
    )
    stage.say("declined; Dora tries again on the same order")
    again = await customer.services.orders.try_payment_again(
        placed.order.id, key=f"demo/{placed.order.id}/again"
    )
    await stage.pay(customer, again, "success")
    paid = await stage.cast.order_when(
        placed.order.id, lambda o: o.items[0].state == "awaiting_confirmation", "is paid"
    )
    await stage.approve(paid, 0, today())
    return Expected(
        "d",
        placed.order.id,
        "completed",
        [Line("approved", "active", today())],
        invoices={"paid": 500},
    )


async def one_of_three_rejected(stage: Stage, shelf: Shelf) -> Expected:
    """(e) Three items paid together; one cannot be delivered and is given back in full."""
    customer = await stage.cast.customer("Tilda", EAST)
    three = [shelf.fibre, shelf.voice, shelf.router]
    placed = await stage.fill_cart_and_order(customer, three, pay=True)
    await stage.pay(customer, placed, "success")
    paid = await stage.cast.order_when(
        placed.order.id, lambda o: o.items[0].state == "awaiting_confirmation", "is paid"
    )
    at = {item.line.offering_id: place for place, item in enumerate(paid.items)}
    await stage.approve(paid, at[shelf.fibre.id], today())
    await stage.reject(paid, at[shelf.voice.id], "No line at this address.")
    await stage.approve(paid, at[shelf.router.id], today())
    lines = {
        shelf.fibre.id: Line("approved", "active", today()),
        shelf.voice.id: Line("rejected", "archived", None, credited_minor=1_000),
        shelf.router.id: Line("approved", "active", today()),
    }
    return Expected(
        "e",
        placed.order.id,
        "completed",
        [lines[item.line.offering_id] for item in paid.items],
        invoices={"paid": 12_000},
    )


STORIES = (
    paid_upfront_and_started_later,
    requested_and_approved,
    pending_at_the_gateway,
    declined_and_tried_again,
    one_of_three_rejected,
)
