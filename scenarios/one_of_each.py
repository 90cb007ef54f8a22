"""Leaves one order in every state, so that there is something to look at."""

from datetime import timedelta

from scenarios.expected import Expected, Line
from scenarios.journey import Journey
from scenarios.offerings import HASTY, WEST
from scenarios.stories import today
from scenarios.system import System


async def waits_for_payment(system: System) -> Expected:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Wanda")
    line = Line("awaiting_payment", "pending", None)
    return Expected(journey.id, "waiting_for_payment", [line], {"draft": 3_100})


async def payment_failed(system: System) -> Expected:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Fay")
    await journey.pay("decline")
    line = Line("payment_failed", "pending", None)
    return Expected(journey.id, "waiting_for_payment", [line], {"draft": 3_100})


async def waits_for_approval_by_mail(system: System) -> Expected:
    journey = await Journey.at_once(
        system, system.offerings.fibre, name="Mara", partner=WEST, pay=False
    )
    line = Line("awaiting_approval", "pending", None)
    return Expected(journey.id, "waiting_for_approval", [line], {})


async def waits_for_confirmation(system: System) -> Expected:
    journey = await Journey.at_once(system, system.offerings.router, name="Cora")
    await journey.pay("success")
    line = Line("awaiting_confirmation", "active", today())
    return Expected(journey.id, "waiting_for_approval", [line], {"paid": 7_900})


async def partly_approved_and_scheduled(system: System) -> Expected:
    journey = await Journey.at_once(
        system, system.offerings.fibre, system.offerings.voice, name="Paula", pay=False
    )
    later = today() + timedelta(days=10)
    await journey.approve(later)
    price = journey.placed.order.items[0].line.period.gross_minor
    lines = [Line("scheduled", "pending", later), Line("awaiting_approval", "pending", None)]
    return Expected(journey.id, "partly_approved", lines, {"issued": price})


async def rejected(system: System) -> Expected:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Rita", pay=False)
    await journey.reject("There is no fibre in this street yet.")
    return Expected(journey.id, "rejected", [Line("rejected", "archived", None)], {})


async def cancelled(system: System) -> Expected:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Cleo")
    await journey.cancel()
    line = Line("cancelled", "archived", None)
    return Expected(journey.id, "cancelled", [line], {"void": 3_100})


async def expired(system: System) -> Expected:
    journey = await Journey.at_once(
        system, system.offerings.fibre, name="Ella", partner=HASTY, pay=False
    )
    system.say("this partner's requests expire after three seconds, and nobody decides")
    return Expected(journey.id, "expired", [Line("expired", "archived", None)], {})


async def needs_attention(system: System) -> Expected:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Nina")
    await journey.pay("wrong_amount")
    system.say(
        "the gateway captured another amount: it goes back by itself, and a person must look"
    )
    line = Line("payment_failed", "pending", None)
    return Expected(journey.id, "needs_attention", [line], {"draft": 3_100})


ONE_OF_EACH = (
    waits_for_payment,
    payment_failed,
    waits_for_approval_by_mail,
    waits_for_confirmation,
    partly_approved_and_scheduled,
    rejected,
    cancelled,
    expired,
    needs_attention,
)
