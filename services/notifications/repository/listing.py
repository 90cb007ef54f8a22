"""What lists of tickets and of mails have in common in SQL."""

from typing import Any

from sqlalchemy import Select, Table

from services.notifications.domain.listing import Listing


def narrowed(statement: Select[Any], t: Table, listing: Listing) -> Select[Any]:
    """To the page that is wanted; ids made later sort later."""
    wanted = {
        t.c.partner_id: listing.partner_id,
        t.c.customer_id: listing.customer_id,
        t.c.order_id: listing.order_id,
    }
    for column, value in wanted.items():
        if value is not None:
            statement = statement.where(column == value)
    if listing.before_id is not None:
        statement = statement.where(t.c.id < listing.before_id)
    return statement.order_by(t.c.id.desc()).limit(listing.limit)
