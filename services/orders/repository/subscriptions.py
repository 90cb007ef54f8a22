"""SQL that reads subscriptions, with what of the item and order that each is from decides its price
and its charged days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT, array
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing, narrowed
from chassis.rows import record_of
from contracts.catalog import QuoteLine
from contracts.decisions import SubscriptionState
from services.orders.domain.charged_days import Charging
from services.orders.domain.narrowing import WantedServices
from services.orders.repository.orders import INVOICED_FROM, LIGHT_LINE
from services.orders.tables import order_items, orders, subscriptions

_line = LIGHT_LINE.element.op("#-", return_type=JSONB())(
    array(["price", "discounts"], type_=ARRAY(TEXT))
)
_SUBSCRIPTIONS = select(
    subscriptions,
    order_items.c.position,
    order_items.c.state.label("item_state"),
    _line.label("line"),
    INVOICED_FROM,
    orders.c.paid_on,
    orders.c.policy["billing_day"].astext.cast(Integer).label("billing_day"),
    orders.c.policy["credit_notes_enabled"].as_boolean().label("is_credited"),
).select_from(
    subscriptions.join(order_items, order_items.c.id == subscriptions.c.item_id).join(
        orders, orders.c.id == subscriptions.c.order_id
    )
)
_NEWEST = (subscriptions.c.order_id.desc(), order_items.c.position)
"""By the order's id, which tells when it was placed; an item's id tells no time."""
_last, _last_item = subscriptions.alias("last_one"), order_items.alias("last_item")


@dataclass(frozen=True)
class Subscription:
    id: str
    customer_id: str
    partner_id: int
    order_id: str
    item_id: str
    position: int
    title: str
    kind: str
    state: SubscriptionState
    start_on: date | None
    line: QuoteLine
    """Without segments and discounts."""
    charging: Charging
    paid_on: date | None
    """When its order was paid, where that was paid upfront."""


async def list_subscriptions(
    connection: AsyncConnection, listing: Listing, wanted: WantedServices
) -> list[Subscription]:
    """The newest order first, and of an order as it was written, after the cursor."""
    t, words, statement = subscriptions.c, wanted.words, _SUBSCRIPTIONS
    if wanted.state is not None:
        statement = statement.where(t.state == wanted.state)
    if wanted.kind is not None:
        statement = statement.where(t.kind == wanted.kind)
    if words is not None:
        is_its_id = (t.id == words) | (t.order_id == words) | (t.customer_id == words)
        statement = statement.where(t.title.icontains(words, autoescape=True) | is_its_id)
    statement = narrowed(statement, subscriptions, listing)
    if listing.before_id is not None:
        statement = statement.where(_stand_behind(listing.before_id))
    found = await connection.execute(statement.order_by(*_NEWEST).limit(listing.limit))
    return [_subscription(row) for row in found]


def _stand_behind(subscription_id: str) -> ColumnElement[bool]:
    """The order alone is compared first: by it an index finds where the page begins."""
    of_last = _last.c.id == subscription_id
    order_id = select(_last.c.order_id).where(of_last).scalar_subquery()
    position = select(_last_item.c.position).where(of_last, _last_item.c.id == _last.c.item_id)
    is_later_item = order_items.c.position > position.scalar_subquery()
    own = subscriptions.c.order_id
    return (own <= order_id) & or_(own < order_id, is_later_item)


async def find_subscription(
    connection: AsyncConnection, subscription_id: str
) -> Subscription | None:
    this = _SUBSCRIPTIONS.where(subscriptions.c.id == subscription_id)
    row = (await connection.execute(this)).one_or_none()
    return _subscription(row) if row else None


def _subscription(row: Row[Any]) -> Subscription:
    charging = Charging(
        state=row.item_state,
        start_on=row.start_on,
        invoiced_from=row.paid_on or row.invoiced_from,
        billing_day=row.billing_day,
        is_credited=row.is_credited,
    )
    line = QuoteLine.model_validate(row.line)
    return record_of(Subscription, row, line=line, charging=charging)
