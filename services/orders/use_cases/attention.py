"""Flags an order for a person's look, and lets the person say that it is solved. What nobody has
looked at yet is not pushed aside by what comes next."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.orders import NothingNeedsAttention, OrderView, SolveAttention
from contracts.recording import OrderProgress, RecordAttention
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.item_changes import ItemChange
from services.orders.domain.order import Flag, Order
from services.orders.messages import ATTENTION_CHANGED, AttentionChanged
from services.orders.repository.attention import raise_flag, solve_flags
from services.orders.repository.audit import is_audited
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.load_order import load_order
from services.orders.views import order_view, progress


async def record_attention(
    context: Context, caller: Caller, order_id: str, command: RecordAttention
) -> OrderProgress:
    """From the order's workflow, or from others who want it told to look."""
    by, key = By(caller.actor.label, context.now()), command.key
    messages = []
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if command.said and key:
            flag = Flag(key, command.said, command.source, by.at, by.actor)
            order = await flag_order(connection, order, flag)
        else:
            solved = [flag for flag in order.flags if flag.key in command.solved]
            order = await solve(connection, order, by, solved)
        if command.signals and key:
            messages = [await notify_workflow(context, connection, order, key)]
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
            seen = [flag for flag in order.flags if _was_seen(flag, command, by.at)]
            if not seen:
                raise NothingNeedsAttention
            order = await solve(connection, order, by, seen, command.note)
        message = await notify_workflow(context, connection, order, key)
    failpoint("orders.attention_solved")
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return order_view(order, caller.actor)


async def flag_order(
    connection: AsyncConnection, order: Order, flag: Flag, changes: Sequence[ItemChange] = ()
) -> Order:
    """Ask for a person's look, and change items with it: once per key, so that a repeated message
    undoes nothing of what the person has noted."""
    if not await raise_flag(connection, order.id, flag):
        return order
    by, after = By(flag.raised_by, flag.raised_at), replace(order, flags=(*order.flags, flag))
    return await save_changes(
        connection, order, by, changes, after=after, action="needs_attention", reason=flag.said
    )


async def notify_workflow(
    context: Context, connection: AsyncConnection, order: Order, cause: str
) -> int:
    """Once per cause, which may name people and is therefore not legible in the key."""
    key = f"{order.id}/{hashlib.sha256(cause.encode()).hexdigest()[:16]}"
    message = AttentionChanged(order_id=order.id)
    return await ATTENTION_CHANGED.add(context.outbox, connection, key, message)


def _was_seen(flag: Flag, command: SolveAttention, asked_at: datetime) -> bool:
    return flag.raised_at <= asked_at if command.keys is None else flag.key in command.keys


async def solve(
    connection: AsyncConnection,
    order: Order,
    by: By,
    solved: Sequence[Flag],
    note: str | None = None,
) -> Order:
    """Without these flags, whoever saw to what they tell of."""
    if not solved:
        return order
    await solve_flags(connection, order.id, solved, by, note)
    left = tuple(flag for flag in order.flags if flag not in solved)
    why = said("audit.attention_solved", note=note, flags=[flag.said for flag in solved])
    return await save_changes(
        connection,
        order,
        by,
        after=replace(order, flags=left),
        action="attention_solved",
        reason=why,
    )
