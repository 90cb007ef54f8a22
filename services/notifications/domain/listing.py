"""What a list of tickets or mails is narrowed to for whoever asks."""

from dataclasses import dataclass

from contracts.actors import Actor


@dataclass(frozen=True)
class Listing:
    """One page, newest first; None does not narrow it."""

    partner_id: int | None
    customer_id: str | None
    order_id: str | None
    before_id: str | None
    """The last one of the page before."""
    limit: int


def listing_for(actor: Actor, order_id: str | None, before_id: str | None, limit: int) -> Listing:
    """A customer's own, an admin's partner's, and everything for operators and systems."""
    customer_id = actor.id if actor.kind == "customer" else None
    return Listing(actor.partner_id, customer_id, order_id, before_id, limit)
