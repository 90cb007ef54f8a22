"""Gives money back through the gateway: one step, as often as the refund's workflow wants.

Each try has a key of its own, as a gateway repeats its answer to a key for ever. While an outcome
is unknown the try stays the same one: inside the gateway's key window it is asked again under its
key, afterwards a look-up decides first, and a refund that the gateway has is only asked about.
"""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from contracts.problems import Problem, ServiceIsUnavailable
from contracts.refunds import RefundStep
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.refunding.refunds import (
    TRIES_A_ROUND,
    Refund,
    RefundChange,
    end_of_try,
    refund_key,
)
from services.payments.gateways.port import Capabilities, Gateway, GatewayRefund, RefundOrder
from services.payments.repository.refunding.refunds import change_refund
from services.payments.use_cases.refunding.book_refund import book_refund
from services.payments.use_cases.refunding.flag_refund import ask_for_a_look, flag_refund
from services.payments.use_cases.refunding.read_refunds import read_refund
from wording.refusals import said_of


async def make_refund(context: Context, refund_id: str, rounds: int) -> RefundStep:
    """What came of it; of one that is settled, how. A round that is over has failed. Raises
    `GatewayIsUnavailable` while nothing is known: then call it again."""
    wanted = await read_refund(context, refund_id)
    if rounds < wanted.rounds:
        return RefundStep(outcome="failed")
    if wanted.state != "pending":
        return RefundStep(outcome=wanted.state)
    gateway = context.gateways.of(wanted.gateway)
    if why := _inability(gateway.capabilities, wanted):
        return await _give_up(context, wanted, why, wanted.tries)
    try:
        made = await _ask(context, gateway, wanted)
    except Problem as problem:
        unclear = said_of(problem)
        await _note(context, wanted, {"failure": unclear})
        if problem.passes:
            raise
        # Only the gateway's own "failed" ends a try. Until it says so the refund may exist, and
        # its key and id are what finds it.
        await ask_for_a_look(context, wanted, f"unclear/{wanted.rounds}/{wanted.tries}", unclear)
        return RefundStep(outcome="unclear", why=unclear)
    return await _apply(context, wanted, made)


async def found_at(gateway: Gateway, wanted: Refund) -> GatewayRefund | None:
    """What the gateway has of this try; it makes nothing."""
    if wanted.gateway_refund_id is not None:
        return await gateway.read_refund(wanted.gateway_refund_id)
    return await gateway.find_refund(_order(wanted))


def _order(wanted: Refund) -> RefundOrder:
    return RefundOrder(
        key=refund_key(wanted.id, wanted.tries),
        payment_id=wanted.gateway_payment_id,
        amount_minor=wanted.amount_minor,
        currency=wanted.currency,
    )


async def _ask(context: Context, gateway: Gateway, wanted: Refund) -> GatewayRefund:
    if wanted.gateway_refund_id is not None:
        return await gateway.read_refund(wanted.gateway_refund_id)
    order = _order(wanted)
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


async def _apply(context: Context, wanted: Refund, made: GatewayRefund) -> RefundStep:
    if made.state == "succeeded":
        return await _succeed(context, wanted, made)
    if made.state == "pending":
        await _note(context, wanted, {"gateway_refund_id": made.id, "failure": None})
        return RefundStep(outcome="on_its_way")
    failure, refusals = made.failure or said("refund.refused"), wanted.tries + 1
    if refusals % TRIES_A_ROUND == 0:
        return await _give_up(context, wanted, failure, refusals)
    await _note(context, wanted, end_of_try(failure, refusals))
    return RefundStep(outcome="refused", why=failure)


async def _succeed(context: Context, wanted: Refund, made: GatewayRefund) -> RefundStep:
    """Also of one that a person has ended in this very moment: the customer has the money."""
    async with context.database.begin() as connection:
        done: RefundChange = {
            "state": "succeeded",
            "settled_at": context.now(),
            "gateway_refund_id": made.id,
            "failure": None,
        }
        if not await change_refund(connection, wanted, done):
            await _change(connection, replace(wanted, state="failed"), done)
        await book_refund(context, connection, wanted, wanted.gateway)
    return RefundStep(outcome="succeeded")


async def _give_up(context: Context, wanted: Refund, why: Said, tries: int) -> RefundStep:
    """A person has to look; what they may do is try it again, or give the money back by hand."""
    async with context.database.begin() as connection:
        await _change(connection, wanted, {**end_of_try(why, tries), "state": "failed"})
        message = await flag_refund(context, connection, wanted, str(wanted.rounds), "failed", why)
    context.inline.deliver_soon([message])
    return RefundStep(outcome="failed")


async def _note(context: Context, wanted: Refund, change: RefundChange) -> None:
    async with context.database.autocommit() as connection:
        await _change(connection, wanted, change)


async def _change(connection: AsyncConnection, wanted: Refund, change: RefundChange) -> None:
    if not await change_refund(connection, wanted, change):
        raise ServiceIsUnavailable("refund_try_ended")


def _inability(can: Capabilities, wanted: Refund) -> Said | None:
    """Why the gateway will never make this refund by itself."""
    if can.refunds and (can.refunds_in_part or wanted.amount_minor == wanted.captured_minor):
        return None
    return said("refund.not_in_part" if can.refunds else "refund.by_hand", gateway=wanted.gateway)
