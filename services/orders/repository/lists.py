"""What a list of orders or subscriptions is narrowed to, and how it is paged."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table

from contracts.decisions import OrderStatus


@dataclass(frozen=True)
class OrderFilter:
    """Which orders (or subscriptions) a caller asks for; None means any."""

    partner_id: int | None = None
    customer_id: str | None = None
    status: OrderStatus | None = None
    """Of orders only."""
    before_id: str | None = None


def newest_first(
    statement: Select[Any], table: Table, wanted: OrderFilter, limit: int
) -> Select[Any]:
    """The page after the cursor, of what belongs to the partner or customer."""
    if wanted.partner_id is not None:
        statement = statement.where(table.c.partner_id == wanted.partner_id)
    if wanted.customer_id is not None:
        statement = statement.where(table.c.customer_id == wanted.customer_id)
    if wanted.before_id is not None:
        statement = statement.where(table.c.id < wanted.before_id)
    return statement.order_by(table.c.id.desc()).limit(limit)
