"""Count what of the orders needs a person today."""

from chassis.stuck_messages import count_stuck
from chassis.tokens import Caller
from contracts.desk import OrdersDesk
from services.orders.context import Context
from services.orders.domain.inbox import Inbox
from services.orders.repository.desk import count_desk


async def show_desk(context: Context, caller: Caller, partner_id: int | None) -> OrdersDesk:
    inbox = Inbox(now=context.now(), limit=1, partner_id=partner_id)
    async with context.database.autocommit() as connection:
        found = await count_desk(connection, inbox)
    is_operator = caller.actor.kind == "operator"
    stuck = await count_stuck(context.outbox) if is_operator else None
    return OrdersDesk(
        waiting=found.waiting,
        overdue=found.overdue,
        flagged=found.flagged,
        stuck_messages=stuck,
    )
