"""Orders that a workflow has to care for, oldest first, and how one is taken up whose workflow was
lost: ended by force, or not there."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.pages import decode_cursor, page_of
from chassis.tokens import Caller
from contracts.message import Page
from contracts.reconciliation import (
    OrderCannotBeStartedAgain,
    StartAgain,
    UnfinishedItem,
    UnfinishedOrder,
)
from contracts.recording import WORKFLOW_LOST
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.order import Decision, Order
from services.orders.domain.starting_again import is_unfinished, open_corrections, taken_up
from services.orders.domain.timeline import expires_at
from services.orders.messages import DECISION_RECORDED, ORDER_PLACED, DecisionRecorded
from services.orders.repository.audit import NewEntry, is_audited, write_audit
from services.orders.repository.changes import By
from services.orders.repository.unfinished import list_unfinished
from services.orders.use_cases.attention import solve
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.payment_terms import payment_terms
from services.orders.views import order_to_open, recorded


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
    """Have a workflow take the order up where the last one was lost, once per cause; nothing is
    recorded where one runs. The flags that tell of the loss are solved by it. Raises
    `OrderCannotBeStartedAgain`."""
    state = await context.workflows.state(order_id)
    key, by = f"{order_id}/{command.cause}", By(caller.actor.label, context.now())
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if await is_audited(connection, order_id, key):
            return _view(order)
        if state == "running":
            raise OrderCannotBeStartedAgain("running")
        corrections = open_corrections(order) if state == "completed" else []
        if not corrections and (state == "completed" or not is_unfinished(order)):
            raise OrderCannotBeStartedAgain("done")
        entry = NewEntry("workflow_started_again", said("audit.workflow_taken_up"), message_id=key)
        await write_audit(connection, order_id, by.actor, by.at, [entry])
        lost = [flag for flag in order.flags if flag.said.code == WORKFLOW_LOST]
        order = await solve(connection, order, by, lost)
        messages = [
            await _correction_again(context, connection, order_id, one, command.cause)
            for one in corrections
        ]
        if not corrections:
            messages = [await _order_again(context, connection, order, key)]
    await context.inline.deliver(messages, context.settings.placing_wait_seconds)
    return _view(order)


async def _order_again(
    context: Context, connection: AsyncConnection, order: Order, key: str
) -> int:
    terms = await payment_terms(connection, order)
    seconds = terms.payment_seconds or order.policy.payment_expires_after_seconds
    # The key tells another start of the same order from its first.
    taken = order_to_open(order, seconds, taken_up(order, expires_at(order, terms)))
    return await ORDER_PLACED.add(context.outbox, connection, key, taken)


async def _correction_again(
    context: Context, connection: AsyncConnection, order_id: str, decision: Decision, cause: str
) -> int:
    message = DecisionRecorded(order_id=order_id, decision=recorded(decision))
    key = f"{decision.id}/{cause}"
    return await DECISION_RECORDED.add(context.outbox, connection, key, message)


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
