"""Try an order's payment again, or give it up and send the order as a request."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.orders import OrderCannotBeSwitchedToRequest, PaymentCannotBeTriedAgain, PlacedOrder
from services.orders.context import Context
from services.orders.domain.order import ItemChange, Order
from services.orders.domain.transitions import ItemEvent, next_state
from services.orders.messages import add_payment_tried_again, add_switched
from services.orders.repository.audit import is_audited
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.reading import load_order
from services.orders.use_cases.show_payment import LOOK_SECONDS, placed_answer


async def try_payment_again(
    context: Context, caller: Caller, order_id: str, key: str
) -> PlacedOrder:
    """A new attempt; older ones can no longer capture. Raises `PaymentCannotBeTriedAgain`."""
    by = By(caller.actor.label, context.now(), key)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not await is_audited(connection, order.id, key):
            changes = _undecided(order, "payment_tried_again", "The customer tries again.")
            if not changes:
                raise PaymentCannotBeTriedAgain(
                    "No payment of this order has failed. Nothing was done.",
                )
            after = replace(order, payment_attempt=order.payment_attempt + 1)
            words = f"Attempt {after.payment_attempt}."
            order = await save_changes(
                connection, order, by, changes, after=after, action="pay_again", reason=words
            )
        message = await add_payment_tried_again(context.outbox, connection, order)
    failpoint("orders.payment_tried_again")
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return await placed_answer(context, caller, order, LOOK_SECONDS)


async def switch_to_request(
    context: Context, caller: Caller, order_id: str, key: str
) -> PlacedOrder:
    """Pay later instead. What is captured all the same is refunded by payments itself. Raises
    `OrderCannotBeSwitchedToRequest`."""
    by = By(caller.actor.label, context.now(), key)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not await is_audited(connection, order.id, key):
            order = await _switch(connection, order, by)
        message = await add_switched(context.outbox, connection, order)
    failpoint("orders.switched")
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return await placed_answer(context, caller, order, 0)


async def _switch(connection: AsyncConnection, order: Order, by: By) -> Order:
    words = "The customer asks for approval instead of paying now."
    changes = _undecided(order, "switched_to_request", words)
    if not changes or order.paid_on is not None:
        raise OrderCannotBeSwitchedToRequest(
            "Nothing of this order waits for a payment. Nothing was done."
        )
    return await save_changes(
        connection,
        order,
        by,
        changes,
        after=replace(order, path="request"),
        action="switch_to_request",
        reason=words,
    )


def _undecided(order: Order, event: ItemEvent, reason: str) -> list[ItemChange]:
    """The items that the event concerns, as long as nobody decided them."""
    return [
        ItemChange(item.id, state, item.start_on, event, reason)
        for item in order.items
        if item.decision is None and (state := next_state(item.state, event))
    ]
