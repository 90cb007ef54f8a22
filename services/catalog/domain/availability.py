"""Who may see, order and write which offering. The one place that decides it."""

from dataclasses import dataclass

from contracts.actors import Actor, Audience
from contracts.catalog import OfferingView


@dataclass(frozen=True)
class Buyer:
    """A customer with the facts that decide what it may order."""

    customer_id: str
    partner_id: int
    audience: Audience


Viewer = Buyer | Actor
"""Whoever looks at offerings: a customer, or one of the staff."""


def is_shown_to(viewer: Viewer, offering: OfferingView) -> bool:
    """True when the offering exists for the viewer."""
    if isinstance(viewer, Buyer):
        return may_order(viewer, offering)
    return may_see(viewer, offering)


def may_order(buyer: Buyer, offering: OfferingView) -> bool:
    """True when the offering is on this customer's portal. An empty list means everybody."""
    wanted, audience = offering.availability, buyer.audience
    return (
        offering.enabled
        and offering.show_on_portal
        and (not wanted.partner_ids or buyer.partner_id in wanted.partner_ids)
        and (not wanted.locations or audience.location in wanted.locations)
        and (not wanted.categories or audience.category in wanted.categories)
        and (not wanted.labels or not audience.labels.isdisjoint(wanted.labels))
    )


def may_see(actor: Actor, offering: OfferingView) -> bool:
    """True when the offering, hidden or not, exists for this member of staff."""
    partner_ids = offering.availability.partner_ids
    if actor.kind == "admin":
        return actor.partner_id is not None and (not partner_ids or actor.partner_id in partner_ids)
    return actor.kind in ("operator", "system")


def may_write(actor: Actor, partner_ids: list[int]) -> bool:
    """True when the actor may create or change an offering for exactly these partners."""
    if actor.kind == "admin":
        return actor.partner_id is not None and partner_ids == [actor.partner_id]
    return actor.kind == "operator"
