"""SQL that changes an order: the one way, so that no state ever changes without its audit row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.orders.domain.item_changes import ItemChange
from services.orders.domain.order import Item, Order
from services.orders.domain.transitions import SUBSCRIPTION_STATES
from services.orders.repository.audit import NewEntry, write_audit
from services.orders.tables import order_items, orders, subscriptions

CHANGE_ITEM = (
    update(order_items)
    .where(order_items.c.id == bindparam("item"))
    .values(state=bindparam("to"), start_on=bindparam("starts"))
)
CHANGE_SUBSCRIPTION = (
    update(subscriptions)
    .where(subscriptions.c.item_id == bindparam("item"))
    .values(state=bindparam("service"), start_on=bindparam("starts"))
)


@dataclass(frozen=True)
class By:
    """Who changes something, when, and by which message (each takes effect once)."""

    actor: str
    at: datetime
    message_id: str | None = None


async def save_changes(
    connection: AsyncConnection,
    before: Order,
    by: By,
    changes: Sequence[ItemChange] = (),
    *,
    after: Order | None = None,
    action: str | None = None,
    reason: str = "",
) -> Order:
    """Write item changes, the order's own facts of `after` (where they differ) and the audit, and
    return the order as it is now. `action` audits what concerns the order as a whole."""
    now = _changed(after or before, changes)
    if changes:
        rows = [
            {
                "item": change.item_id,
                "to": change.state,
                "service": SUBSCRIPTION_STATES[change.state],
                "starts": change.start_on,
            }
            for change in changes
        ]
        await connection.execute(CHANGE_ITEM, rows)
        await connection.execute(CHANGE_SUBSCRIPTION, rows)
    if now != before:
        await _update_order(connection, now)
    entries = [NewEntry(change.action, change.reason, change.item_id) for change in changes]
    if action is not None:
        entries.insert(0, NewEntry(action, reason, message_id=by.message_id))
    await write_audit(connection, now.id, by.actor, by.at, entries)
    return now


def _changed(order: Order, changes: Sequence[ItemChange]) -> Order:
    by_id = {change.item_id: change for change in changes}

    def changed(item: Item) -> Item:
        change = by_id.get(item.id)
        return replace(item, state=change.state, start_on=change.start_on) if change else item

    return replace(order, items=tuple(changed(item) for item in order.items))


async def _update_order(connection: AsyncConnection, order: Order) -> None:
    facts = {
        "path": order.path,
        "payment_attempt": order.payment_attempt,
        "paid_on": order.paid_on,
        "payment_method": order.payment_method,
        "attention_reason": order.attention_reason,
        "status": order.status,
    }
    await connection.execute(update(orders).where(orders.c.id == order.id).values(facts))
