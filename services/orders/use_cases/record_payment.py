"""Record the outcome of a payment attempt, as the workflow read it from payments. The same result
twice changes nothing the second time."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.tokens import Caller
from contracts.problems import RequestIsMalformed
from contracts.recording import OrderSnapshot, RecordPaymentResult, mismatch_key
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.decisions import is_approved
from services.orders.domain.item_changes import changes_of_undecided
from services.orders.domain.order import Flag, Order
from services.orders.domain.transitions import ItemEvent
from services.orders.repository.audit import NewEntry, write_audit
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.attention import flag_order
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.show_order import snapshot_of


async def record_payment(
    context: Context, caller: Caller, order_id: str, result: RecordPaymentResult
) -> OrderSnapshot:
    """Only undecided items change. The money counts for what was approved while it came as well;
    what was cancelled, rejected or expired first is refunded by payments."""
    by = By(caller.actor.label, context.now())
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if result.outcome == "captured":
            order = await _captured(connection, order, by, result)
        elif result.outcome == "mismatch":
            order = await _mismatch(connection, order, by, result)
        elif result.attempt >= order.payment_attempt:
            # An outdated attempt's failure says nothing about the newer one.
            order = await _not_paid(connection, order, by, result)
        return await snapshot_of(connection, caller, order)


async def _captured(
    connection: AsyncConnection, order: Order, by: By, result: RecordPaymentResult
) -> Order:
    """Money counts whichever attempt brought it."""
    if result.paid_on is None:
        raise RequestIsMalformed("no_paid_on")
    facts = {"attempt": result.attempt, "paid_on": result.paid_on}
    paid_for = said("audit.payment_captured", **facts)
    changes = changes_of_undecided(order, "payment_captured", paid_for, result.paid_on)
    paid = replace(order, paid_on=result.paid_on, path="upfront")
    if changes:
        return await save_changes(connection, order, by, changes, after=paid)
    if order.paid_on is None and any(is_approved(item) for item in order.items):
        counts = said("audit.payment_captured_meanwhile", **facts)
        return await save_changes(
            connection, order, by, after=paid, action="payment_counted", reason=counts
        )
    if order.paid_on is None:
        late = NewEntry(
            action="late_payment",
            reason=said("audit.payment_captured_late", **facts),
            message_id=f"{order.id}/late-payment/{result.attempt}",
        )
        await write_audit(connection, order.id, by.actor, by.at, [late])
    return order


async def _not_paid(
    connection: AsyncConnection, order: Order, by: By, result: RecordPaymentResult
) -> Order:
    event: ItemEvent = "payment_declined" if result.outcome == "failed" else "payment_expired"
    facts = {"attempt": result.attempt, "outcome": result.outcome, "detail": result.detail}
    changes = changes_of_undecided(order, event, said("audit.not_paid", **facts))
    return await save_changes(connection, order, by, changes) if changes else order


async def _mismatch(
    connection: AsyncConnection, order: Order, by: By, result: RecordPaymentResult
) -> Order:
    """The money goes back by itself, so the customer may go on; a person looks at why."""
    why = said("attention.mismatch", attempt=result.attempt, detail=result.detail)
    is_newest = result.attempt >= order.payment_attempt
    changes = changes_of_undecided(order, "payment_mismatched", why) if is_newest else []
    flag = Flag(mismatch_key(result.attempt), why, "orders", by.at, by.actor)
    return await flag_order(connection, order, flag, changes)
