"""What a person does about a refund that failed: have it tried again, or give it back by hand."""

from typing import Any

from sqlalchemy import Row

from chassis.failpoints import failpoint
from chassis.problems import not_found
from contracts.refunds import RefundHasNotFailed, RefundIsNotPlausible, SettleRefundByHand
from services.payments.context import Context, day_of
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.invoicing.invoices import invoice_by_id
from services.payments.repository.refunding.refunds import (
    change_refund,
    message_key,
    refund_to_make,
)
from services.payments.use_cases.refunding.book_refund import book_refund


async def read_refund(context: Context, refund_id: str) -> Row[Any]:
    async with context.database.autocommit() as connection:
        refund = await refund_to_make(connection, refund_id)
    if refund is None:
        raise not_found("refund")
    return refund


async def retry_refund(context: Context, refund_id: str) -> Row[Any]:
    """A new round of tries, under new keys. Raises `RefundHasNotFailed`."""
    async with context.database.begin() as connection:
        failed = await refund_to_make(connection, refund_id, lock=True)
        if failed is None:
            raise not_found("refund")
        rounds = failed.rounds + 1
        if not await change_refund(connection, refund_id, "failed", state="pending", rounds=rounds):
            raise _has_not_failed("tried again")
        key, owed = message_key(refund_id, rounds), RefundOwed(refund_id=refund_id)
        message = await REFUND_OWED.add(context.outbox, connection, key, owed)
    context.inline.deliver_soon([message])
    return await read_refund(context, refund_id)


async def adopt_refund(context: Context, refund_id: str, gateway_refund_id: str) -> None:
    """The gateway has made a refund whose answer never came, or that failed here. It is taken for
    ours, so that the next step asks about it and books it, and nobody makes it a second time."""
    found: dict[str, Any] = {"state": "pending", "gateway_refund_id": gateway_refund_id}
    async with context.database.begin() as connection:
        owed = await refund_to_make(connection, refund_id, lock=True)
        if owed is None or owed.gateway_refund_id is not None:
            return
        if owed.state == "pending":
            await change_refund(connection, refund_id, "pending", **found)
        if owed.state != "failed":
            return
        rounds = owed.rounds + 1
        await change_refund(connection, refund_id, "failed", rounds=rounds, **found)
        key, again = message_key(refund_id, rounds), RefundOwed(refund_id=refund_id)
        await REFUND_OWED.add(context.outbox, connection, key, again)


async def settle_refund_by_hand(
    context: Context, refund_id: str, given: SettleRefundByHand, recorded_by: str
) -> Row[Any]:
    """Booked once: only what failed is settled, and then it has not failed any more. Raises
    `RefundHasNotFailed`, `RefundIsNotPlausible`."""
    async with context.database.begin() as connection:
        refund = await refund_to_make(connection, refund_id, lock=True)
        if refund is None:
            raise not_found("refund")
        invoice = await invoice_by_id(connection, refund.invoice_id)
        assert invoice is not None  # noqa: S101 - a foreign key holds it
        today = day_of(context.now(), invoice.party)
        if given.given_back_on > today:
            raise RefundIsNotPlausible(
                f"{given.given_back_on} is in the future; today is {today}. Nothing was booked."
            )
        settled = {
            "state": "succeeded",
            "settled_at": context.now(),
            "by_hand_method": given.method,
            "by_hand_reference": given.reference,
            "given_back_on": given.given_back_on,
            "recorded_by": recorded_by,
        }
        if not await change_refund(connection, refund_id, "failed", **settled):
            raise _has_not_failed("settled by hand")
        await book_refund(context, connection, refund, given.method)
    failpoint("payments.refund_settled_by_hand")
    return await read_refund(context, refund_id)


def _has_not_failed(what: str) -> RefundHasNotFailed:
    return RefundHasNotFailed(
        f"Only a refund that has failed is {what}; this one is on its way or has succeeded."
        " Nothing was done."
    )
