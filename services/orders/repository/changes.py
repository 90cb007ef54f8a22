"""SQL that changes an order or decides it: the one way, so that no state ever changes without its
audit row and the next revision."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.hints import hint
from chassis.listed_rows import insert_listed, listed
from contracts.said import Said
from services.orders.domain.item_changes import ItemChange
from services.orders.domain.order import Decision, Item, Order
from services.orders.domain.transitions import SUBSCRIPTION_STATES as SERVICES
from services.orders.repository.audit import AUDITED, NewEntry, audit_rows
from services.orders.tables import audit, decisions, order_items, orders, subscriptions

FACTS = (
    "path",
    "status",
    "payment_attempt",
    "payment_method",
    "paid_on",
    "revision",
    "waiting_since",
    "decision_due_at",
)
_items, _services = listed(order_items), listed(subscriptions)
_revise = (
    update(orders)
    .where(orders.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in FACTS})
)
CHANGE = _revise.add_cte(
    update(order_items)
    .where(order_items.c.id == _items.c.id)
    .values(state=_items.c.state, start_on=_items.c.start_on)
    .cte("items"),
    update(subscriptions)
    .where(subscriptions.c.item_id == _services.c.item_id)
    .values(state=_services.c.state, start_on=_services.c.start_on)
    .cte("services"),
    AUDITED,
).returning(hint("order", orders.c.id))
DECIDE = _revise.add_cte(
    insert_listed(decisions, select(*listed(decisions).c)).cte("decided"), AUDITED
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
    action: str = "",
    reason: Said | None = None,
) -> Order:
    """Write item changes, the order's own facts of `after` and the audit in one statement, and
    return the order as it is now. `action` and `reason` audit what concerns the order
    as a whole."""
    now = _changed(after or before, changes).revised(by.at)
    entries = [NewEntry(change.action, change.reason, change.item_id) for change in changes]
    if reason is not None:
        entries.insert(0, NewEntry(action, reason, message_id=by.message_id))
    written = {
        **_facts(now),
        order_items.name: [_row("id", one, one.state) for one in changes],
        subscriptions.name: [_row("item_id", one, SERVICES[one.state]) for one in changes],
        audit.name: audit_rows(now.id, by.actor, by.at, entries),
    }
    await connection.execute(CHANGE, written)
    return now


async def save_decisions(
    connection: AsyncConnection,
    before: Order,
    by: By,
    made: Sequence[Decision],
    entries: Sequence[NewEntry],
) -> None:
    """Write decisions with their audit in one statement: from now on nobody else is asked for
    them, though no item changes before they are carried out."""
    written = {
        **_facts(before.decided(made).revised(by.at)),
        decisions.name: [to_jsonable_python(asdict(one)) | {"order_id": before.id} for one in made],
        audit.name: audit_rows(before.id, by.actor, by.at, entries),
    }
    await connection.execute(DECIDE, written)


def _facts(now: Order) -> dict[str, Any]:
    return {"of_id": now.id, **{name: getattr(now, name) for name in FACTS}}


def _row(key: str, change: ItemChange, state: str) -> dict[str, str | None]:
    start_on = change.start_on.isoformat() if change.start_on else None
    return {key: change.item_id, "state": state, "start_on": start_on}


def _changed(order: Order, changes: Sequence[ItemChange]) -> Order:
    by_id = {change.item_id: change for change in changes}

    def changed(item: Item) -> Item:
        change = by_id.get(item.id)
        return replace(item, state=change.state, start_on=change.start_on) if change else item

    return replace(order, items=tuple(changed(item) for item in order.items))
