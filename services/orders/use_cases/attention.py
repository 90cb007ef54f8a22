"""Flags an order for a person's look, and lets the person say that it is solved. The reasons add
up: what nobody has looked at yet is not pushed aside by what comes next."""

import hashlib
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.orders import NothingNeedsAttention, OrderView, SolveAttention
from contracts.recording import OrderProgress, RecordAttention
from services.orders.context import Context
from services.orders.domain.item_changes import ItemChange
from services.orders.domain.order import Order
from services.orders.messages import ATTENTION_CHANGED, AttentionChanged
from services.orders.repository.audit import is_audited
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.load_order import load_order
from services.orders.views import order_view, progress

LONGEST_REASON = 5_000


async def record_attention(
    context: Context, caller: Caller, order_id: str, command: RecordAttention
) -> OrderProgress:
    """From the order's workflow, or with a key from others: then it flags the order once, however
    often it comes, and the workflow is told to look."""
    by = By(caller.actor.label, context.now(), command.key)
    messages = []
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if command.key is None or not await is_audited(connection, order.id, command.key):
            order = await flag(connection, order, by, command.reason, solved=command.solved)
        if command.key is not None:
            messages = [await notify_workflow(context, connection, order, command.key)]
    await context.inline.deliver(messages, context.settings.placing_wait_seconds)
    return progress(order)


async def solve_attention(
    context: Context, caller: Caller, order_id: str, command: SolveAttention, key: str
) -> OrderView:
    """A person looked and says what was done; a step that waits for that is tried again. Raises
    `NothingNeedsAttention`."""
    by = By(caller.actor.label, context.now(), key)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not await is_audited(connection, order.id, key):
            if order.attention_reason is None:
                raise NothingNeedsAttention("Nobody has to look at this order. Nothing was done.")
            reason = f"{command.note} Solved: {order.attention_reason}"
            order = await save_changes(
                connection,
                order,
                by,
                after=replace(order, attention_reason=None),
                action="attention_solved",
                reason=reason,
            )
        message = await notify_workflow(context, connection, order, key)
    failpoint("orders.attention_solved")
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return order_view(order, caller.actor)


async def flag(
    connection: AsyncConnection,
    order: Order,
    by: By,
    reason: str | None,
    changes: list[ItemChange] | None = None,
    *,
    solved: str | None = None,
) -> Order:
    """Ask for a person's look, or note with None that all of it, or only the reason `solved`, was
    solved; the same is written once."""
    known = order.attention_reason
    left = _without(known, solved) if known and solved else None
    after = replace(order, attention_reason=_added(known, reason) if reason else left)
    if after == order and not changes:
        return order
    return await save_changes(
        connection,
        order,
        by,
        changes or (),
        after=after,
        action="needs_attention" if reason else "attention_solved",
        reason=reason or f"Solved: {solved or known}",
    )


async def notify_workflow(
    context: Context, connection: AsyncConnection, order: Order, cause: str
) -> int:
    """Once per cause, which may name people and is therefore not legible in the key."""
    key = f"{order.id}/{hashlib.sha256(cause.encode()).hexdigest()[:16]}"
    message = AttentionChanged(order_id=order.id)
    return await ATTENTION_CHANGED.add(context.outbox, connection, key, message)


def _added(known: str | None, reason: str) -> str:
    if known is None:
        return reason
    return known if reason in known else f"{known} {reason}"[:LONGEST_REASON]


def _without(known: str, solved: str) -> str | None:
    """What is left to look at. A reason that a person has taken back already is not found."""
    before, found, behind = f" {known} ".partition(f" {solved} ")
    left = f"{before} {behind}".strip() if found else known
    return left or None
