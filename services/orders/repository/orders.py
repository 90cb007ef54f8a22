"""SQL that reads orders with their items and the decisions in force: two statements an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing, newest_first
from contracts.catalog import QuoteLine
from contracts.decisions import OrderStatus
from contracts.orders import OrderPolicy
from services.orders.domain.order import Item, Order
from services.orders.repository.decisions import decision_of
from services.orders.tables import decisions, order_items, orders

_in_force = (
    select(decisions)
    .where(decisions.c.item_id == order_items.c.id)
    .order_by(decisions.c.revision.desc())
    .limit(1)
    .lateral("in_force")
)
_invoiced_from = (
    select(func.min(decisions.c.start_on))
    .where(decisions.c.item_id == order_items.c.id, decisions.c.documents == "invoice")
    .scalar_subquery()
    .label("invoiced_from")
)
ITEMS = select(order_items, _in_force, _invoiced_from).select_from(
    order_items.outerjoin(_in_force, true())
)


@dataclass(frozen=True)
class PaymentWishes:
    """The payment method that the customer picked, and where the payment page leads back to."""

    method: str | None
    return_url: str | None


async def find_order(
    connection: AsyncConnection, order_id: str, *, lock: bool = False
) -> Order | None:
    """With `lock`, later deciders of the same order wait until this transaction ends."""
    statement = select(orders).where(orders.c.id == order_id)
    return await _one(connection, statement.with_for_update() if lock else statement)


async def find_order_of_quote(connection: AsyncConnection, quote_id: str) -> Order | None:
    return await _one(connection, select(orders).where(orders.c.quote_id == quote_id))


async def payment_wishes(connection: AsyncConnection, order_id: str) -> PaymentWishes:
    wishes = select(orders.c.payment_method, orders.c.return_url).where(orders.c.id == order_id)
    method, return_url = (await connection.execute(wishes)).one()
    return PaymentWishes(method, return_url)


async def choose_payment_method(connection: AsyncConnection, order_id: str, method: str) -> None:
    """For the attempts from now on; the caller holds the order's lock."""
    chosen = update(orders).where(orders.c.id == order_id).values(payment_method=method)
    await connection.execute(chosen)


async def list_orders(
    connection: AsyncConnection, listing: Listing, status: OrderStatus | None
) -> list[Order]:
    statement = select(orders)
    if status is not None:
        statement = statement.where(orders.c.status == status)
    return await read_orders(connection, newest_first(statement, orders, listing))


async def _one(connection: AsyncConnection, statement: Select[Any]) -> Order | None:
    found = await read_orders(connection, statement)
    return found[0] if found else None


async def read_orders(connection: AsyncConnection, statement: Select[Any]) -> list[Order]:
    """The orders that a statement finds, with their items, in its order."""
    rows = (await connection.execute(statement)).mappings().all()
    items = await _items_of(connection, {row["id"]: row["paid_on"] for row in rows})
    return [_order(row, items[row["id"]]) for row in rows]


async def _items_of(
    connection: AsyncConnection, paid_on: Mapping[str, date | None]
) -> dict[str, tuple[Item, ...]]:
    """By order, for the orders of these ids, each with its payment date."""
    if not paid_on:
        return {}
    wanted = ITEMS.where(order_items.c.order_id.in_(paid_on)).order_by(
        order_items.c.order_id, order_items.c.position
    )
    items: dict[str, tuple[Item, ...]] = {}
    for row in (await connection.execute(wanted)).mappings():
        order_id = row[order_items.c.order_id]
        items[order_id] = (*items.get(order_id, ()), _item(row, paid_on[order_id]))
    return items


def _order(row: RowMapping, items: tuple[Item, ...]) -> Order:
    return Order(
        id=row["id"],
        partner_id=row["partner_id"],
        customer_id=row["customer_id"],
        path=row["path"],
        currency=row["currency"],
        total_minor=row["total_minor"],
        placed_at=row["placed_at"],
        payment_attempt=row["payment_attempt"],
        paid_on=row["paid_on"],
        attention_reason=row["attention_reason"],
        policy=OrderPolicy.model_validate(row["policy"]),
        items=items,
    )


def _item(row: RowMapping, paid_on: date | None) -> Item:
    is_decided = row[_in_force.c.id] is not None
    return Item(
        id=row[order_items.c.id],
        line=QuoteLine.model_validate(row[order_items.c.line]),
        state=row[order_items.c.state],
        start_on=row[order_items.c.start_on],
        decision=decision_of(row, _in_force) if is_decided else None,
        invoiced_from=paid_on or row[_invoiced_from],
    )
