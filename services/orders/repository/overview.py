"""SQL that counts what a customer has, in one statement."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.decisions import SubscriptionState
from services.orders.repository.carts import Owner
from services.orders.repository.orders import OPEN_TO_CUSTOMERS
from services.orders.tables import cart_lines, orders, subscriptions


@dataclass(frozen=True)
class Counts:
    cart_line_count: int
    open_order_count: int
    services: dict[SubscriptionState, int]


async def count_all(connection: AsyncConnection, owner: Owner) -> Counts:
    o, s = orders.c, subscriptions.c
    lines = select(func.count()).select_from(cart_lines).where(owner.lines)
    is_open = (
        select(func.count())
        .select_from(orders)
        .where(
            o.partner_id == owner.partner_id, o.customer_id == owner.customer_id, OPEN_TO_CUSTOMERS
        )
    )
    by_state = (
        select(s.state, func.count().label("count"))
        .where(s.partner_id == owner.partner_id, s.customer_id == owner.customer_id)
        .group_by(s.state)
        .subquery()
    )
    services = select(func.jsonb_object_agg(by_state.c.state, by_state.c.count))
    counts = select(lines.scalar_subquery(), is_open.scalar_subquery(), services.scalar_subquery())
    line_count, open_count, states = (await connection.execute(counts)).one()
    return Counts(line_count, open_count, states or {})
