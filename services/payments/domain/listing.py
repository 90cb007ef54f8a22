"""Which part of a list is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listing:
    """What a list is narrowed to, None meaning any, and which page of it is wanted: at most `limit`
    below the last id of the page before."""

    order_id: str | None
    customer_id: str | None
    partner_id: int | None
    below_id: str | None
    limit: int
