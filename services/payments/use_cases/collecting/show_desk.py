"""Counts what of the money needs a person today."""

from chassis.stuck_messages import count_stuck
from chassis.tokens import Caller
from contracts.desk import PaymentsDesk
from services.payments.context import Context
from services.payments.gateways.offline.statements import count_open_offline
from services.payments.repository.refunding.refunds import count_failed_refunds


async def show_desk(context: Context, caller: Caller, partner_id: int | None) -> PaymentsDesk:
    async with context.database.autocommit() as connection:
        failed = await count_failed_refunds(connection, partner_id)
        open_offline = await count_open_offline(connection, partner_id)
    is_operator = caller.actor.kind == "operator"
    return PaymentsDesk(
        failed_refunds=failed,
        open_offline=open_offline,
        stuck_messages=await count_stuck(context.outbox) if is_operator else None,
    )
