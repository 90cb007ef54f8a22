"""Keep a message that the workflow refused in the audit of its order."""

from chassis.tokens import Caller
from contracts.recording import OrderProgress, RecordRefusal
from contracts.said import said
from services.orders.context import Context
from services.orders.repository.audit import NewEntry, write_audit
from services.orders.use_cases.load_order import load_order
from services.orders.views import progress


async def record_refusal(
    context: Context, caller: Caller, order_id: str, command: RecordRefusal
) -> OrderProgress:
    """Once per `message_id`."""
    entry = NewEntry(
        action=f"refused_{command.message}",
        reason=said("audit.message_refused", reason=command.reason, content=command.content),
        message_id=f"{order_id}/refusal/{command.message_id}",
    )
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id)
        await write_audit(connection, order.id, caller.actor.label, context.now(), [entry])
    return progress(order)
