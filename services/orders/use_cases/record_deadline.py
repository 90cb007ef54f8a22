"""Record that a deadline of an order passed and nobody had decided. Competes with admins and
customers under the same row lock: what they decided first is left alone."""

from chassis.tokens import Caller
from contracts.recording import Deadline, DeadlineOutcome, RecordDeadline
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.decisions import is_concerned
from services.orders.repository.audit import NewEntry, write_audit
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.show_order import snapshot_of

ACTIONS: dict[Deadline, str] = {
    "reminder": "reminded",
    "escalation": "escalated",
    "warning": "warned",
}


async def record_deadline(
    context: Context, caller: Caller, order_id: str, command: RecordDeadline
) -> DeadlineOutcome:
    """Once an order and deadline; a retry is answered like the first time while nobody decides."""
    deadline = command.deadline
    entry = NewEntry(
        action=ACTIONS[deadline],
        reason=said("audit.deadline", deadline=deadline),
        message_id=f"{order_id}/deadline/{deadline}",
    )
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not any(is_concerned(item, deadline) for item in order.items):
            return DeadlineOutcome()
        await write_audit(connection, order.id, caller.actor.label, context.now(), [entry])
        return DeadlineOutcome(snapshot=await snapshot_of(connection, caller, order))
