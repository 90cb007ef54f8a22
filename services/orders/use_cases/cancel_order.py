"""Cancel what is undecided of an order, for its customer or by the staff. Competes with an approval
under the same row lock, so exactly one of the two wins."""

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.actors import named_to
from contracts.orders import CancelOrder, OrderCannotBeCancelled, OrderView
from services.orders.context import Context
from services.orders.domain.decisions import (
    can_be_cancelled,
    is_paid,
    last_decision,
    require_complete,
    require_unchanged,
)
from services.orders.domain.order import Item, Order
from services.orders.repository.changes import By
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.record_decisions import Ruling, record, send_decisions
from services.orders.use_cases.show_order import show_order


async def cancel_order(
    context: Context, caller: Caller, order_id: str, command: CancelOrder, key: str
) -> OrderView:
    """Raises `OrderCannotBeCancelled` when every item is decided, `OrderHasChanged`, and
    `DecisionIsIncomplete` for staff that gives no reason."""
    if caller.actor.kind != "customer":
        require_complete("cancel", None, command.reason)
    by = By(caller.actor.label, context.now(), key)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        rulings = []
        if not _is_retry(order, by):
            require_unchanged(order, command.expected_revision)
            concerned = [item for item in order.items if can_be_cancelled(item)]
            rulings = [_ruling(order, item, command.reason, by) for item in concerned]
            if not rulings:
                raise _refusal(order, caller)
        made = await record(connection, order, by, rulings)
        messages = await send_decisions(context, connection, order.id, made)
    failpoint("orders.cancelled")
    await context.inline.deliver(messages, context.settings.deciding_wait_seconds)
    return await show_order(context, caller, order_id)


def _refusal(order: Order, caller: Caller) -> OrderCannotBeCancelled:
    winner = last_decision(order)
    if winner is None:
        return OrderCannotBeCancelled("nothing_left")
    return OrderCannotBeCancelled(
        winner=named_to(caller.actor, winner.decided_by),
        verdict=winner.verdict,
        decided_at=winner.decided_at,
        time_zone=order.policy.time_zone,
    )


def _ruling(order: Order, item: Item, reason: str | None, by: By) -> Ruling:
    return Ruling(
        item=item,
        verdict="cancel",
        reason=reason,
        refund_to="card" if is_paid(order, item) else None,
        message_id=f"{by.message_id}/{item.id}",
    )


def _is_retry(order: Order, by: By) -> bool:
    """The first try was committed, but its answer was lost."""
    mine = {f"{by.message_id}/{item.id}" for item in order.items}
    return any(item.decision and item.decision.message_id in mine for item in order.items)
