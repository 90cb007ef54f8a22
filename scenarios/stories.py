"""Orders from their beginning to their end, and what each must end in. A story that tests interrupt
is made of parts, so that they play the same."""

from datetime import UTC, date, datetime

from contracts.tickets import ReplyToTicket
from scenarios.expected import Expected, Line
from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.system import System

PAID_ON, TRUE_START = date(2023, 1, 1), date(2023, 1, 14)


def today() -> date:
    return datetime.now(UTC).date()


async def paid_upfront_and_started_later(system: System) -> Expected:
    """Paid on 01/01/2023, used from 14/01/2023: a credit note for 13 days by itself."""
    journey = await Journey.through_the_cart(system, "Carla", system.offerings.fibre)
    await pay_on_the_first(journey)
    return await confirm_the_true_start(journey)


async def a_paid_order(system: System) -> Journey:
    """The same up to its confirmation, without a cart."""
    journey = await Journey.at_once(system, system.offerings.fibre)
    await pay_on_the_first(journey)
    return journey


async def pay_on_the_first(journey: Journey) -> None:
    await journey.pay(on=PAID_ON)
    await journey.is_paid()
    journey.system.say("the service is active since 2023-01-01; an admin has still to confirm it")


async def confirm_the_true_start(journey: Journey) -> Expected:
    await journey.approve(TRUE_START)
    journey.system.say("a credit note for the 13 unused days appears by itself")
    return started_later(journey)


def started_later(journey: Journey) -> Expected:
    line = Line("approved", "active", TRUE_START, credited_minor=1_300, unused_days=13)
    return Expected(journey.id, "completed", [line], {"paid": 3_100})


async def requested_and_approved(system: System) -> Expected:
    """A request that comes as a ticket, is answered there and approved."""
    bundle = system.offerings.bundle
    journey = await Journey.through_the_cart(system, "Rosa", bundle, pay=False)
    await answer_the_ticket(journey)
    return await approve_from_today(journey, {"issued": 7_500})


async def answer_the_ticket(journey: Journey) -> None:
    """In words for the customer, and in a note that stays among admins."""
    system, customer = journey.system, journey.customer
    admin = system.people.admin(customer.partner_id).notifications
    tickets = await system.patience.until(
        lambda: admin.tickets(order_id=journey.id), lambda page: bool(page.items), "the ticket"
    )
    ticket = tickets.items[0]
    system.say(f"admin ada finds the ticket {ticket.subject!r} and replies")
    await admin.reply(ticket.id, ReplyToTicket(body="We connect you today."), key=new_key())
    note = ReplyToTicket(body="Port 7 is free.", visibility="internal")
    await admin.reply(ticket.id, note, key=new_key())
    seen = await customer.services.notifications.ticket(ticket.id)
    system.say(f"{customer.id} reads: {seen.messages[-1].body!r}; the internal note stays hidden")


async def approve_from_today(journey: Journey, invoices: dict[str, int]) -> Expected:
    """The one item of a request, or of an order that was paid today."""
    await journey.approve(today())
    return Expected(journey.id, "completed", [Line("approved", "active", today())], invoices)


async def pending_at_the_gateway(system: System) -> Expected:
    """The gateway says pending and settles later: the order finds out by itself."""
    journey = await Journey.through_the_cart(system, "Petra", system.offerings.voice)
    await settle_late(journey)
    return await approve_from_today(journey, {"paid": 1_000})


async def settle_late(journey: Journey, on: date | None = None) -> None:
    await journey.pay("pending_then_success", on)
    journey.system.say("the gateway says pending: the order waits, it is not failed")
    await journey.is_paid()
    journey.system.say("the payment has settled")


async def declined_and_tried_again(system: System) -> Expected:
    """A declined card, and a second try on the same order."""
    journey = await Journey.through_the_cart(system, "Dora", system.offerings.address)
    await be_declined(journey)
    system.say("declined; Dora tries again on the same order")
    again = await journey.try_again()
    await again.pay()
    await again.is_paid()
    return await approve_from_today(again, {"paid": 500})


async def be_declined(journey: Journey) -> None:
    await journey.pay("decline")
    await journey.is_declined()


async def one_of_three_rejected(system: System) -> Expected:
    """Three items paid together; one cannot be delivered and is given back in full."""
    offers = system.offerings
    three = (offers.fibre, offers.voice, offers.router)
    journey = await Journey.through_the_cart(system, "Tilda", *three)
    await journey.pay()
    paid = await journey.is_paid()
    await journey.approve(today(), journey.place_of(offers.fibre))
    await journey.reject("No line at this address.", journey.place_of(offers.voice))
    await journey.approve(today(), journey.place_of(offers.router))
    lines = {
        offers.fibre.id: Line("approved", "active", today()),
        offers.voice.id: Line("rejected", "archived", None, credited_minor=1_000),
        offers.router.id: Line("approved", "active", today()),
    }
    expected = [lines[item.line.offering_id] for item in paid.items]
    return Expected(journey.id, "completed", expected, {"paid": 12_000})


STORIES = (
    paid_upfront_and_started_later,
    requested_and_approved,
    pending_at_the_gateway,
    declined_and_tried_again,
    one_of_three_rejected,
)
