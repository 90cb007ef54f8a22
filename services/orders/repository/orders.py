"""SQL that reads orders with their items and the decisions in force, one of them in one statement,
a page in two, and the flags in another where any is flagged. Lists leave out what only whoever
reads one order wants."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Text,
    cast,
    exists,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing, newest_first
from chassis.page_sizes import PART_BYTES, Found, count_that_fits
from contracts.agreements import Agreement
from contracts.approvals import MOST_COUNTED
from contracts.catalog import QuoteLine
from contracts.decisions import AWAITS_PAYMENT, UNFINISHED, Granted, ItemState
from contracts.orders import OrderPolicy
from services.orders.domain.narrowing import WantedOrders
from services.orders.domain.order import Flag, Item, Order
from services.orders.repository.attention import open_flags
from services.orders.repository.customer_search import orders_found, orders_with
from services.orders.repository.decisions import decision_of
from services.orders.tables import attention_flags, customers, decisions, order_items, orders

_in_force = (
    select(decisions)
    .where(decisions.c.item_id == order_items.c.id)
    .order_by(decisions.c.revision.desc())
    .limit(1)
    .lateral("in_force")
)
OPEN = orders.c.status.in_(sorted(UNFINISHED))
OPEN_TO_CUSTOMERS = OPEN & ~(
    (orders.c.status == "waiting_for_approval") & (orders.c.path == "upfront")
)
"""By the order's row alone, so that counting needs no items."""
INVOICED_FROM = (
    select(func.min(decisions.c.start_on))
    .where(decisions.c.item_id == order_items.c.id, decisions.c.documents == "invoice")
    .scalar_subquery()
    .label("invoiced_from")
)
_WHOLE_LINE: ColumnElement[Any] = order_items.c.line.label("whole_line")
LIGHT_LINE: ColumnElement[Any] = order_items.c.line.op("-", return_type=JSONB())(
    cast(literal("segments"), Text)
).label("light_line")
_CUSTOMER_NAME = (
    select(customers.c.name)
    .where(customers.c.partner_id == orders.c.partner_id, customers.c.id == orders.c.customer_id)
    .scalar_subquery()
    .label("customer_name")
)
_of_item = (order_items.c.id, order_items.c.order_id, order_items.c.state, order_items.c.start_on)
_ITEMS = select(*_of_item, _in_force, INVOICED_FROM).select_from(
    order_items.outerjoin(_in_force, true())
)
_WHOLE = (
    select(orders, _CUSTOMER_NAME, *_of_item, _in_force, INVOICED_FROM, _WHOLE_LINE)
    .select_from(orders.join(order_items).outerjoin(_in_force, true()))
    .order_by(order_items.c.position)
)
_item_bytes = (
    select(func.sum(func.octet_length(cast(LIGHT_LINE.element, Text)) + PART_BYTES))
    .where(order_items.c.order_id == orders.c.id)
    .scalar_subquery()
)
_flag_bytes = (  # told with their words, which are about as long again
    select(func.sum(2 * func.octet_length(cast(attention_flags.c.said, Text)) + PART_BYTES))
    .where(attention_flags.c.order_id == orders.c.id, attention_flags.c.solved_at.is_(None))
    .scalar_subquery()
)
_bytes_in_list = (_item_bytes + func.coalesce(_flag_bytes, 0)).label("bytes_in_list")


async def find_order(
    connection: AsyncConnection, order_id: str, *, lock: bool = False
) -> Order | None:
    """With `lock`, later deciders of the same order wait until this transaction ends; the items
    and flags are read after it, so that they are as they were left until the lock was had."""
    if not lock:
        return await _whole(connection, orders.c.id == order_id)
    locked = select(orders, _CUSTOMER_NAME).where(orders.c.id == order_id).with_for_update()
    row = (await connection.execute(locked)).mappings().one_or_none()
    if row is None:
        return None
    items = await _items_of(connection, {row["id"]: row["paid_on"]}, _WHOLE_LINE)
    return _order(row, items[row["id"]], await _flags_of(connection, [row]))


async def find_order_of_quote(connection: AsyncConnection, quote_id: str) -> Order | None:
    return await _whole(connection, orders.c.quote_id == quote_id)


async def list_orders(
    connection: AsyncConnection, listing: Listing, wanted: WantedOrders
) -> Found[Order]:
    given = {
        orders.c.status.__eq__: wanted.status,
        orders.c.path.__eq__: wanted.path,
        orders.c.placed_at.__ge__: wanted.placed_from,
        orders.c.placed_at.__le__: wanted.placed_to,
    }
    asked = [narrowed_to(value) for narrowed_to, value in given.items() if value is not None]
    if wanted.open_to is not None:
        asked.append(OPEN if wanted.open_to == "staff" else OPEN_TO_CUSTOMERS)
    if wanted.kind is not None:
        of_kind = order_items.c.line["kind"].astext == wanted.kind
        asked.append(exists().where(order_items.c.order_id == orders.c.id, of_kind))
    if wanted.granted is not None:
        asked.append(_granted(wanted.granted))
    if wanted.words is not None:
        found = orders_found(wanted.words, listing.partner_id)
        # All of one customer's are few enough to be looked through.
        asked.append(found | orders_with(wanted.words) if listing.customer_id else found)
    return await read_page(connection, newest_first(select(orders).where(*asked), orders, listing))


async def count_open_orders(connection: AsyncConnection, partner_ids: Sequence[int]) -> int:
    """Up to `MOST_COUNTED`, of these partners."""
    these = select(orders.c.id).where(OPEN, orders.c.partner_id.in_(partner_ids))
    counted = select(func.count()).select_from(these.limit(MOST_COUNTED).subquery())
    return int((await connection.execute(counted)).scalar_one())


def _granted(wanted: Granted) -> ColumnElement[bool]:
    def has(states: Iterable[ItemState]) -> ColumnElement[bool]:
        return exists().where(
            order_items.c.order_id == orders.c.id, order_items.c.state.in_(sorted(states))
        )

    nothing_waits = ~has({*AWAITS_PAYMENT, "awaiting_approval"})
    is_active = has({"approved", "awaiting_confirmation"})
    return nothing_waits & (is_active if wanted == "active" else ~is_active & has({"scheduled"}))


async def _whole(connection: AsyncConnection, which: ColumnElement[bool]) -> Order | None:
    rows = (await connection.execute(_WHOLE.where(which))).mappings().all()
    if not rows:
        return None
    items = tuple(_item(row, row[_WHOLE_LINE], row[orders.c.paid_on]) for row in rows)
    return _order(rows[0], items, await _flags_of(connection, rows[:1]))


async def read_page(connection: AsyncConnection, statement: Select[Any]) -> Found[Order]:
    """The first orders that a statement finds, as many as a page has room for, in its order. Their
    lines are without segments, which would be most of them."""
    sized = statement.add_columns(_bytes_in_list, _CUSTOMER_NAME)
    rows = (await connection.execute(sized)).mappings().all()
    read = rows[: count_that_fits(row["bytes_in_list"] for row in rows)]
    items = await _items_of(connection, {row["id"]: row["paid_on"] for row in read}, LIGHT_LINE)
    flags = await _flags_of(connection, read)
    found = [_order(row, items[row["id"]], flags) for row in read]
    return Found(found, goes_on=len(read) < len(rows))


async def _flags_of(
    connection: AsyncConnection, rows: Sequence[RowMapping]
) -> dict[str, tuple[Flag, ...]]:
    """Of the orders that have any, as their status says; read after an order is locked."""
    flagged = [row["id"] for row in rows if row["status"] == "needs_attention"]
    return await open_flags(connection, flagged) if flagged else {}


async def _items_of(
    connection: AsyncConnection, paid_on: Mapping[str, date | None], line: ColumnElement[Any]
) -> dict[str, tuple[Item, ...]]:
    """By order, for the orders of these ids, each with its payment date."""
    if not paid_on:
        return {}
    wanted = (
        _ITEMS.add_columns(line)
        .where(order_items.c.order_id.in_(paid_on))
        .order_by(order_items.c.order_id, order_items.c.position)
    )
    items: dict[str, tuple[Item, ...]] = {}
    for row in (await connection.execute(wanted)).mappings():
        order_id = row[order_items.c.order_id]
        items[order_id] = (*items.get(order_id, ()), _item(row, row[line], paid_on[order_id]))
    return items


def _order(
    row: RowMapping, items: tuple[Item, ...], flags: Mapping[str, tuple[Flag, ...]]
) -> Order:
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
        policy=OrderPolicy.model_validate(row["policy"]),
        items=items,
        payment_method=row["payment_method"],
        return_url=row["return_url"],
        flags=flags.get(row["id"], ()),
        revision=row["revision"],
        waiting_since=row["waiting_since"],
        customer_name=row[_CUSTOMER_NAME] or "",
        agreement=Agreement.model_validate(row["agreement"]),
    )


def _item(row: RowMapping, line: object, paid_on: date | None) -> Item:
    is_decided = row[_in_force.c.id] is not None
    return Item(
        id=row[order_items.c.id],
        line=QuoteLine.model_validate(line),
        state=row[order_items.c.state],
        start_on=row[order_items.c.start_on],
        decision=decision_of(row, _in_force) if is_decided else None,
        invoiced_from=paid_on or row[INVOICED_FROM],
    )
