"""Gives money back through the gateway, step by step until it is done, visible meanwhile.

Each try has a key of its own, as a gateway repeats its answer to a key for ever. While an outcome
is unknown the try stays the same one: inside the gateway's key window it is asked again under its
key, afterwards a look-up decides first, and a refund that the gateway has is only asked about.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.outbox import ComeBackLater
from contracts.problems import Problem
from services.payments.context import Context
from services.payments.domain.collecting.intents import plain_words
from services.payments.domain.refunding.refunds import (
    Refund,
    RefundChange,
    end_of_try,
    look_again_after,
    refund_key,
    try_again_after,
)
from services.payments.gateways.port import Capabilities, Gateway, GatewayRefund, RefundOrder
from services.payments.repository.refunding.refunds import change_refund
from services.payments.use_cases.refunding.book_refund import book_refund
from services.payments.use_cases.refunding.flag_refund import ask_for_a_look, flag_refund
from services.payments.use_cases.refunding.read_refunds import read_refund

SOON_SECONDS = 1.0
UNCLEAR_PAUSE_SECONDS = 3_600.0


async def make_refund(context: Context, refund_id: str) -> None:
    """One step. Raises `ComeBackLater` until it has succeeded or is refused for good, and
    `GatewayIsUnavailable` while nothing is known."""
    wanted = await read_refund(context, refund_id)
    if wanted.state != "pending":
        return
    gateway = context.gateways.of(wanted.gateway)
    if why := _inability(gateway.capabilities, wanted):
        await _give_up(context, wanted, why, wanted.tries)
        return
    try:
        made = await _ask(context, gateway, wanted)
    except Problem as problem:
        await _note(context, wanted, {"failure": plain_words(problem.detail)})
        if problem.passes:
            raise
        # Only the gateway's own "failed" ends a try. Until it says so the refund may exist, and
        # its key and id are what finds it.
        await ask_for_a_look(context, wanted, f"unclear/{wanted.tries}", problem.detail)
        raise ComeBackLater(UNCLEAR_PAUSE_SECONDS, problem.detail) from problem
    await _apply(context, wanted, made)


async def _ask(context: Context, gateway: Gateway, wanted: Refund) -> GatewayRefund:
    if wanted.gateway_refund_id is not None:
        return await gateway.read_refund(wanted.gateway_refund_id)
    order = RefundOrder(
        key=refund_key(wanted.id, wanted.tries),
        payment_id=wanted.gateway_payment_id,
        amount_minor=wanted.amount_minor,
        currency=wanted.currency,
    )
    now, window = context.now(), gateway.capabilities.key_window_seconds
    if wanted.tried_at is None:
        await _note(context, wanted, {"tried_at": now})  # on disk before the gateway hears of it
    elif (now - wanted.tried_at).total_seconds() >= window:
        # From now on each time: the gateway's window began when it first saw the key, and a
        # request that it answered with an error may have opened it.
        found = await gateway.find_refund(order)
        if found is not None:
            return found
    failpoint("payments.before_refund")
    made = await gateway.refund(order)
    failpoint("payments.refund_made")
    if made.state == "succeeded" and wanted.tried_at is not None:
        # To a key that it knows a gateway repeats its first answer, which may be overtaken.
        return await gateway.read_refund(made.id)
    return made


async def _apply(context: Context, wanted: Refund, made: GatewayRefund) -> None:
    if made.state == "succeeded":
        await _succeed(context, wanted, made)
        return
    if made.state == "pending":
        await _note(context, wanted, {"gateway_refund_id": made.id, "failure": None})
        now = context.now()
        age_seconds = (now - (wanted.tried_at or now)).total_seconds()
        raise ComeBackLater(look_again_after(age_seconds), "It is on its way at the gateway.")
    failure, refusals = made.failure or "The gateway refused the refund.", wanted.tries + 1
    pause_seconds = try_again_after(refusals)
    if pause_seconds is None:
        await _give_up(context, wanted, failure, refusals)
        return
    await _note(context, wanted, end_of_try(failure, refusals))
    raise ComeBackLater(pause_seconds, failure)


async def _succeed(context: Context, wanted: Refund, made: GatewayRefund) -> None:
    async with context.database.begin() as connection:
        done: RefundChange = {
            "state": "succeeded",
            "settled_at": context.now(),
            "gateway_refund_id": made.id,
            "failure": None,
        }
        await _change(connection, wanted, done)
        await book_refund(context, connection, wanted, wanted.gateway)


async def _give_up(context: Context, wanted: Refund, why: str, tries: int) -> None:
    """A person has to look; what they may do is try it again, or give the money back by hand."""
    async with context.database.begin() as connection:
        await _change(connection, wanted, {**end_of_try(why, tries), "state": "failed"})
        message = await flag_refund(context, connection, wanted, str(wanted.rounds), "failed", why)
    context.inline.deliver_soon([message])


async def _note(context: Context, wanted: Refund, change: RefundChange) -> None:
    async with context.database.autocommit() as connection:
        await _change(connection, wanted, change)


async def _change(connection: AsyncConnection, wanted: Refund, change: RefundChange) -> None:
    if not await change_refund(connection, wanted, change):
        raise ComeBackLater(SOON_SECONDS, "Another process has ended this try meanwhile.")


def _inability(can: Capabilities, wanted: Refund) -> str | None:
    """Why the gateway will never make this refund by itself."""
    if not can.refunds:
        return f"The gateway {wanted.gateway!r} gives no money back; a person has to."
    if not can.refunds_in_part and wanted.amount_minor != wanted.captured_minor:
        return f"The gateway {wanted.gateway!r} gives no part of a payment back; a person has to."
    return None
