"""What a reconciliation asks of orders: those that a workflow has to care for, oldest first, and to
start a workflow again that is not there."""

from chassis.pages import decode_cursor, page_of
from chassis.tokens import Caller
from contracts.message import Page
from contracts.reconciliation import (
    OrderCannotBeStartedAgain,
    StartAgain,
    UnfinishedItem,
    UnfinishedOrder,
)
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.order import Order
from services.orders.domain.starting_again import may_start_again
from services.orders.messages import ORDER_PLACED
from services.orders.repository.audit import NewEntry, is_audited, write_audit
from services.orders.repository.sent_messages import payment_seconds_sent
from services.orders.repository.unfinished import list_unfinished
from services.orders.use_cases.load_order import load_order
from services.orders.views import order_to_open


async def page_of_unfinished(
    context: Context, limit: int, cursor: str | None
) -> Page[UnfinishedOrder]:
    """In the order in which they were placed."""
    async with context.database.autocommit() as connection:
        found = await list_unfinished(connection, decode_cursor(cursor) or "", limit)
    return page_of(found.rows, _view, limit, goes_on=found.goes_on)


async def start_again(
    context: Context, caller: Caller, order_id: str, command: StartAgain
) -> UnfinishedOrder:
    """Have the order's workflow started once more, once per cause; one that is there is left alone.
    Raises `OrderCannotBeStartedAgain`."""
    key = f"{order_id}/{command.cause}"
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not may_start_again(order):
            raise OrderCannotBeStartedAgain
        known = await payment_seconds_sent(connection, order_id)
        seconds = known or order.policy.payment_expires_after_seconds
        placed = order_to_open(order, seconds)
        # The key tells another start of the same order from its first.
        message = await ORDER_PLACED.add(context.outbox, connection, key, placed)
        if not await is_audited(connection, order_id, key):
            why = said("audit.workflow_started_again")
            entry = NewEntry("workflow_started_again", why, message_id=key)
            await write_audit(connection, order_id, caller.actor.label, context.now(), [entry])
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return _view(order)


def _view(order: Order) -> UnfinishedOrder:
    return UnfinishedOrder(
        id=order.id,
        path=order.path,
        status=order.status,
        placed_at=order.placed_at,
        payment_attempt=order.payment_attempt,
        flags=[flag.said.code for flag in order.flags],
        items=[
            UnfinishedItem(
                state=item.state,
                decision_id=item.decision.id if item.decision else None,
                revision=item.decision.revision if item.decision else 0,
            )
            for item in order.items
        ],
    )
