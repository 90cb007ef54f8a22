"""SQL that lists subscriptions, with the confirmation as a fact of its own beside the state."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.decisions import SubscriptionState
from services.orders.repository.lists import OrderFilter, newest_first
from services.orders.tables import order_items, subscriptions

WAITING = (order_items.c.state == "awaiting_confirmation").label("confirmation_waiting")
LISTED = select(subscriptions, WAITING).select_from(
    subscriptions.join(order_items, order_items.c.id == subscriptions.c.item_id)
)


@dataclass(frozen=True)
class Subscription:
    id: str
    customer_id: str
    partner_id: int
    order_id: str
    item_id: str
    title: str
    kind: str
    state: SubscriptionState
    start_on: date | None
    confirmation_waiting: bool


async def list_subscriptions(
    connection: AsyncConnection, wanted: OrderFilter, limit: int
) -> list[Subscription]:
    """Newest first, after the cursor."""
    statement = newest_first(LISTED, subscriptions, wanted, limit)
    return [
        Subscription(
            id=row.id,
            customer_id=row.customer_id,
            partner_id=row.partner_id,
            order_id=row.order_id,
            item_id=row.item_id,
            title=row.title,
            kind=row.kind,
            state=row.state,
            start_on=row.start_on,
            confirmation_waiting=row.confirmation_waiting,
        )
        for row in await connection.execute(statement)
    ]
