"""Expire what nobody paid or decided in time. Competes with admins and customers under the same
row lock; what they decided first is left alone, and a paid item never expires."""

from chassis.tokens import Caller
from contracts.recording import ExpiryOutcome
from services.orders.context import Context
from services.orders.domain.decisions import can_expire
from services.orders.repository.changes import By
from services.orders.repository.orders import find_order
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.record_decisions import Ruling, record
from services.orders.views import recorded


async def expire_order(context: Context, caller: Caller, order_id: str) -> ExpiryOutcome:
    """The expire decisions that still have to be applied, also those of an earlier call."""
    by = By(caller.actor.label, context.now())
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        rulings = [Ruling(item, "expire") for item in order.items if can_expire(item)]
        if await record(connection, order, by, rulings):
            order = await find_order(connection, order_id) or order
    due = [item.decision for item in order.items if item.decision]
    return ExpiryOutcome(
        decisions=[recorded(d) for d in due if d.verdict == "expire" and d.applied_at is None]
    )
