"""What is done about a refund that its workflow does not bring to its end: a person has it tried
again, ends it or gives the money back by hand; the reconciliation takes what the gateway has made
for it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.problems import Problem
from contracts.refunds import (
    RefundHasNotFailed,
    RefundIsNotPlausible,
    RefundIsSettled,
    SettleRefundByHand,
)
from contracts.said import said
from services.payments.context import Context
from services.payments.domain.days import day_of
from services.payments.domain.refunding.refunds import Refund, RefundChange
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.invoicing.invoices import known_invoice
from services.payments.repository.refunding.refunds import change_refund, known_refund
from services.payments.use_cases.refunding.book_refund import book_refund
from services.payments.use_cases.refunding.flag_refund import flag_refund
from services.payments.use_cases.refunding.make_refund import found_at
from services.payments.use_cases.refunding.read_refunds import read_refund
from services.payments.use_cases.refunding.wake_refund import wake_refund


async def retry_refund(context: Context, refund_id: str) -> Refund:
    """A new round, under new keys, unless it was ended: then the gateway is asked under the same
    key, as it may have made it. Raises `RefundHasNotFailed`."""
    async with context.database.begin() as connection:
        failed = await known_refund(connection, refund_id, lock=True)
        if failed.state != "failed":
            raise RefundHasNotFailed("to_try_again")
        message = await _begin_round(context, connection, failed, {})
    context.inline.deliver_soon([message])
    return await read_refund(context, refund_id)


async def end_refund(
    context: Context, refund_id: str, reason: str, ended_by: str, rounds: int | None = None
) -> Refund:
    """Its try stays as it is: a retry asks for the same refund, and what the gateway has made all
    the same is booked. The same again changes nothing. With `rounds`, only that round
    is ended, never a later one. Raises `RefundIsSettled`."""
    async with context.database.begin() as connection:
        refund = await known_refund(connection, refund_id, lock=True)
        if rounds is not None and rounds < refund.rounds:
            raise RefundIsSettled(refund_state="failed")
        if refund.state == "failed" and (refund.ended_by, refund.end_reason) == (ended_by, reason):
            return refund
        if refund.state != "pending":
            raise RefundIsSettled(refund_state=refund.state)
        cause, why = f"ended/{refund.rounds}", said("refund.ended", by=ended_by, reason=reason)
        end: RefundChange = {"state": "failed", "ended_by": ended_by, "end_reason": reason}
        await change_refund(connection, refund, {**end, "failure": why})
        flag = await flag_refund(context, connection, refund, cause, "ended", why)
        key, ended = f"{refund.id}/{cause}", RefundOwed(refund_id=refund.id)
        hint = await REFUND_OWED.add(context.outbox, connection, key, ended)
    context.inline.deliver_soon([flag, hint])
    return await read_refund(context, refund_id)


async def settle_refund_by_hand(
    context: Context, refund_id: str, given: SettleRefundByHand, recorded_by: str
) -> Refund:
    """Booked once: only what failed is settled, and then it has not failed any more. Of one that
    was ended before its outcome was known the gateway is asked first. Raises `RefundHasNotFailed`,
    `RefundIsNotPlausible`, and `GatewayIsUnavailable` while the gateway does not answer."""
    if await adopt_if_made(context, await read_refund(context, refund_id)):
        raise RefundHasNotFailed("made_after_all")
    async with context.database.begin() as connection:
        refund = await known_refund(connection, refund_id, lock=True)
        invoice = await known_invoice(connection, refund.invoice_id)
        today = day_of(context.now(), invoice.party)
        if given.given_back_on > today:
            raise RefundIsNotPlausible(given_back_on=given.given_back_on, today_on=today)
        if refund.state != "failed":
            raise RefundHasNotFailed("to_settle_by_hand")
        await change_refund(
            connection,
            refund,
            {
                "state": "succeeded",
                "settled_at": context.now(),
                "gateway_refund_id": None,  # what the gateway may make of it is another one
                "by_hand_method": given.method,
                "by_hand_reference": given.reference,
                "given_back_on": given.given_back_on,
                "recorded_by": recorded_by,
            },
        )
        await book_refund(context, connection, refund, given.method)
    return await read_refund(context, refund_id)


async def adopt_refund(context: Context, refund_id: str, gateway_refund_id: str) -> None:
    """Take what the gateway has made for the one whose answer never came, or that failed here: its
    workflow asks about it and books it, and nobody makes it a second time."""
    made: RefundChange = {"gateway_refund_id": gateway_refund_id}
    async with context.database.begin() as connection:
        owed = await known_refund(connection, refund_id, lock=True)
        if owed.gateway_refund_id not in (None, gateway_refund_id):
            return  # it has one of its own meanwhile: the other is somebody else's
        if owed.state == "failed":
            await _begin_round(context, connection, owed, made)
        elif owed.state == "pending":
            await change_refund(connection, owed, made)
    await wake_refund(context, refund_id)


async def adopt_if_made(context: Context, ended: Refund) -> bool:
    """Whether the gateway gave the money back after somebody ended the refund. It is booked by its
    workflow then. Of one that the gateway was not asked for, or refused, nothing is asked."""
    gateway = context.gateways.find(ended.gateway)
    if ended.state != "failed" or ended.tried_at is None or gateway is None:
        return False
    try:
        made = await found_at(gateway, ended)
    except Problem as problem:
        if problem.passes:
            raise
        return False
    if made is None or made.state != "succeeded":
        return False
    await adopt_refund(context, ended.id, made.id)
    return True


async def _begin_round(
    context: Context, connection: AsyncConnection, failed: Refund, change: RefundChange
) -> int:
    """The message that has its workflow started."""
    rounds = failed.rounds + 1
    await change_refund(connection, failed, {**change, "state": "pending", "rounds": rounds})
    owed = RefundOwed(refund_id=failed.id)
    return await REFUND_OWED.add(context.outbox, connection, f"{failed.id}/{rounds}", owed)
