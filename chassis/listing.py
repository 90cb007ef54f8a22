"""Lists that are narrowed to a partner, a customer or an order: which page is asked for, and the
SQL of it."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, Table

Wanted = TypeVar("Wanted", bound=Select[Any])


@dataclass(frozen=True, kw_only=True)
class Listing:
    """At most `limit`, newest first; None does not narrow it."""

    partner_id: int | None = None
    customer_id: str | None = None
    order_id: str | None = None
    before_id: str | None = None
    """The last one of the page before."""
    limit: int


def newest_first(wanted: Wanted, table: Table, listing: Listing) -> Wanted:
    """The page of `wanted`, of which `table` has the columns. Only for a table whose ids are of
    `new_id`: made later they sort later."""
    page = narrowed(wanted, table, listing)
    if listing.before_id is not None:
        page = page.where(table.c.id < listing.before_id)
    return page.order_by(table.c.id.desc()).limit(listing.limit)


def narrowed(wanted: Wanted, table: Table, listing: Listing) -> Wanted:
    given = {
        "partner_id": listing.partner_id,
        "customer_id": listing.customer_id,
        "order_id": listing.order_id,
    }
    return wanted.where(*(table.c[name] == v for name, v in given.items() if v is not None))
