"""Give up paying an order and send it as a request."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.actors import named_to
from contracts.orders import OrderCannotBeSwitchedToRequest, PlacedOrder
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.customer_actions import can_switch_to_request
from services.orders.domain.decisions import last_decision
from services.orders.domain.item_changes import changes_of_undecided
from services.orders.domain.order import Order
from services.orders.messages import SWITCHED_TO_REQUEST, SwitchedToRequest
from services.orders.repository.audit import is_audited
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.show_payment_state import placed_answer


async def switch_to_request(
    context: Context, caller: Caller, order_id: str, key: str
) -> PlacedOrder:
    """Pay later instead. What is captured all the same is refunded by payments itself. Raises
    `OrderCannotBeSwitchedToRequest`."""
    by = By(caller.actor.label, context.now(), key)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not await is_audited(connection, order.id, key):
            order = await _switch(connection, order, caller, by)
        message = await SWITCHED_TO_REQUEST.add(
            context.outbox, connection, order.id, SwitchedToRequest(order_id=order.id)
        )
    failpoint("orders.switched")
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return await placed_answer(context, caller, order, 0)


def _refusal(order: Order, caller: Caller) -> OrderCannotBeSwitchedToRequest:
    winner = last_decision(order)
    if winner is None:
        return OrderCannotBeSwitchedToRequest()
    return OrderCannotBeSwitchedToRequest(
        "decided",
        winner=named_to(caller.actor, winner.decided_by),
        verdict=winner.verdict,
        decided_at=winner.decided_at,
        time_zone=order.policy.time_zone,
    )


async def _switch(connection: AsyncConnection, order: Order, caller: Caller, by: By) -> Order:
    why = said("audit.switched_to_request")
    if not can_switch_to_request(order):
        raise _refusal(order, caller)
    changes = changes_of_undecided(order, "switched_to_request", why)
    return await save_changes(
        connection,
        order,
        by,
        changes,
        after=replace(order, path="request"),
        action="switch_to_request",
        reason=why,
    )
