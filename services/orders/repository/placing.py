"""SQL that writes a new order with its items, pending subscriptions and audit."""

from pydantic_core import to_jsonable_python
from sqlalchemy import Insert, Table, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listed_rows import insert_listed, listed
from services.orders.domain.inbox import customer_words, order_words
from services.orders.domain.order import Order
from services.orders.domain.transitions import SUBSCRIPTION_STATES
from services.orders.repository.audit import GIVEN_ENTRIES, Rows, insert_entries
from services.orders.repository.customers import Customer
from services.orders.tables import audit, order_items, orders, subscriptions

GIVEN = {"quote_id", "order_words", "customer_words"}
FACTS = [column.name for column in orders.c if column.name not in GIVEN]
_placed = (
    insert_listed(orders, select(*listed(orders).c))
    .on_conflict_do_nothing()
    .returning(orders.c.id)
    .cte("placed")
)


def _with_it(table: Table) -> Insert:
    """The rows that are given for the table, if the order was written."""
    rows = listed(table)
    return insert_listed(table, select(*rows.c).join_from(rows, _placed, true()))


PLACE = (
    _with_it(subscriptions)
    .add_cte(
        _with_it(order_items).cte("items"),
        insert_entries(GIVEN_ENTRIES.join(_placed, true())).cte("audited"),
    )
    .returning(subscriptions.c.id)
)


async def insert_order(
    connection: AsyncConnection, order: Order, customer: Customer, quote_id: str, audited: Rows
) -> bool:
    """Write the order with everything in it; False, and nothing, when its quote is used."""
    facts = {
        **{name: getattr(order, name) for name in FACTS},
        "quote_id": quote_id,
        "order_words": order_words(order),
        "customer_words": customer_words(customer.name, customer.email),
    }
    items = [
        {
            "id": item.id,
            "order_id": order.id,
            "position": position,
            "line": item.line.model_dump(mode="json"),
            "state": item.state,
        }
        for position, item in enumerate(order.items, start=1)
    ]
    pending = [
        {
            # An item has one subscription for ever, so the two share their number.
            "id": f"sub_{item.id.partition('_')[2]}",
            "item_id": item.id,
            "order_id": order.id,
            "partner_id": order.partner_id,
            "customer_id": order.customer_id,
            "title": item.line.title,
            "kind": item.line.kind,
            "state": SUBSCRIPTION_STATES[item.state],
        }
        for item in order.items
    ]
    written = {
        orders.name: [to_jsonable_python(facts)],
        order_items.name: items,
        subscriptions.name: pending,
        audit.name: audited,
    }
    return (await connection.execute(PLACE, written)).first() is not None
