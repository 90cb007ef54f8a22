"""SQL of lists that are narrowed to an order, a customer or a partner, a page at a time."""

from typing import Any, TypeVar

from sqlalchemy import Select, Table

from services.payments.domain.listing import Listing

Wanted = TypeVar("Wanted", bound=Select[Any])


def newest_first(wanted: Wanted, table: Table, listing: Listing) -> Wanted:
    """The page of `wanted` that is asked for; ids grow with time."""
    t = table.c
    given = (
        (t.order_id, listing.order_id),
        (t.customer_id, listing.customer_id),
        (t.partner_id, listing.partner_id),
    )
    page = wanted.where(*(column == value for column, value in given if value is not None))
    if listing.below_id is not None:
        page = page.where(t.id < listing.below_id)
    return page.order_by(t.id.desc()).limit(listing.limit)
