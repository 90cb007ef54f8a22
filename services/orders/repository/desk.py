"""SQL of what of the orders needs a person today."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.counting import counted
from services.orders.domain.inbox import Counted, Inbox
from services.orders.repository.approvals import waiting
from services.orders.tables import orders

_IDS = select(orders.c.id)


async def count_desk(connection: AsyncConnection, inbox: Inbox) -> Counted:
    """`flagged` are all that a person must look at, also those that wait for no decision."""
    flagged = _IDS.where(orders.c.status == "needs_attention")
    if inbox.partner_id is not None:
        flagged = flagged.where(orders.c.partner_id == inbox.partner_id)
    parts = (waiting(_IDS, inbox), waiting(_IDS, replace(inbox, status="overdue")), flagged)
    counts = select(*(counted(part) for part in parts))
    found: tuple[int, ...] = tuple((await connection.execute(counts)).one())
    return Counted(*found)
