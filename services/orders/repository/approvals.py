"""SQL of what waits for a decision: sorted, narrowed and searched, and counted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.page_sizes import Found
from contracts.approvals import MOST_COUNTED, WaitingSort
from services.orders.domain.inbox import Counted, Inbox
from services.orders.domain.inbox_places import NAME_LETTERS
from services.orders.domain.order import Order
from services.orders.repository.orders import read_page
from services.orders.tables import customers, orders

_due_at, _flagged = orders.c.decision_due_at, orders.c.status == "needs_attention"
_NARROWS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "partner_id": orders.c.partner_id.__eq__,
    "customer_id": orders.c.customer_id.__eq__,
    "path": orders.c.path.__eq__,
    "waiting_from": orders.c.waiting_since.__ge__,
    "waiting_until": orders.c.waiting_since.__le__,
    "due_until": _due_at.__le__,
}


_SORTS: Mapping[WaitingSort, tuple[ColumnElement[Any], ...]] = {
    "due": (_due_at, orders.c.id),
    "age": (orders.c.waiting_since, orders.c.id),
    "amount": (orders.c.currency, -orders.c.total_minor, orders.c.id),
    "customer": (func.left(orders.c.customer_words, NAME_LETTERS), orders.c.id),
}
"""Whatever the index of what is due does not sort by is sorted anew: all that waits."""


async def list_waiting(connection: AsyncConnection, inbox: Inbox) -> Found[Order]:
    page = waiting(select(orders), inbox).order_by(*_SORTS[inbox.sort])
    return await read_page(connection, page.limit(inbox.limit))


async def count_waiting(connection: AsyncConnection, inbox: Inbox) -> Counted:
    """Of the most urgent `MOST_COUNTED` that fit."""
    wanted = waiting(select(_due_at, _flagged.label("flagged")), inbox)
    urgent = wanted.order_by(_due_at, orders.c.id).limit(MOST_COUNTED).subquery()
    counts = select(
        func.count(),
        func.count().filter(urgent.c.decision_due_at < inbox.now),
        func.count().filter(urgent.c.flagged),
    ).select_from(urgent)
    return Counted(*(await connection.execute(counts)).one())


async def names_of_customers(
    connection: AsyncConnection, order_ids: Sequence[str], partner_id: int | None
) -> dict[str, str]:
    """By order; `partner_id`: only of its own."""
    t = customers.c
    whose = (orders.c.partner_id == t.partner_id) & (orders.c.customer_id == t.id)
    wanted = select(orders.c.id, t.name).join(customers, whose).where(orders.c.id.in_(order_ids))
    if partner_id is not None:
        wanted = wanted.where(orders.c.partner_id == partner_id)
    return {row.id: row.name for row in await connection.execute(wanted)}


def waiting(wanted: Select[Any], inbox: Inbox) -> Select[Any]:
    given = {name: getattr(inbox, name) for name in _NARROWS}
    asked = [_NARROWS[name](value) for name, value in given.items() if value is not None]
    if inbox.status:
        asked.append(_flagged if inbox.status == "flagged" else _due_at < inbox.now)
    if inbox.words:
        asked.append(_holds(inbox.words))
    if inbox.behind:
        asked.append(tuple_(*_SORTS[inbox.sort]) > tuple_(*inbox.behind))
    return wanted.where(_due_at.is_not(None), *asked)


def _holds(words: str) -> ColumnElement[bool]:
    columns = (orders.c.order_words, orders.c.customer_words)
    return or_(*(column.contains(words.casefold(), autoescape=True) for column in columns))
