"""SQL that lists subscriptions, with the state of the item that each is from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing, newest_first
from contracts.decisions import ItemState, SubscriptionState
from services.orders.tables import order_items, subscriptions

LISTED = select(subscriptions, order_items.c.state.label("item_state")).select_from(
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
    item_state: ItemState


async def list_subscriptions(connection: AsyncConnection, listing: Listing) -> list[Subscription]:
    """Newest first, after the cursor."""
    statement = newest_first(LISTED, subscriptions, listing)
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
            item_state=row.item_state,
        )
        for row in await connection.execute(statement)
    ]
