"""The people and products that catalog tests talk about."""

from collections.abc import Callable
from typing import Any

from chassis.ids import new_id
from contracts.actors import Actor, Audience
from contracts.catalog import (
    Availability,
    BillingCycle,
    OfferingFields,
    OfferingView,
    Price,
    RequestQuote,
    RequestQuoteLine,
)

NewPartner = Callable[[], int]
"""Gives partners that no other test's offerings are for."""
OPERATOR = Actor(kind="operator", id="olga")


def customer(partner_id: int, name: str = "carl", audience: Audience | None = None) -> Actor:
    return Actor(kind="customer", id=name, partner_id=partner_id, audience=audience)


def admin(partner_id: int) -> Actor:
    return Actor(kind="admin", id=f"ada{partner_id}", partner_id=partner_id)


def key() -> str:
    """A new Idempotency-Key."""
    return new_id("key")


def price(amount_minor: int = 3_100, currency: str = "EUR", **more: Any) -> Price:
    return Price(
        amount_minor=amount_minor,
        currency=currency,
        **{"cycle": BillingCycle(kind="monthly"), **more},
    )


def plan(partner_id: int, title: str = "Fibre 100", **more: Any) -> OfferingFields:
    """An internet plan for one partner's customers."""
    given: dict[str, Any] = {
        "kind": "internet",
        "price": price(),
        "availability": Availability(partner_ids=[partner_id]),
    }
    return OfferingFields(title=title, **{**given, **more})


def view(fields: OfferingFields, offering_id: str = "off_1", revision: int = 1) -> OfferingView:
    return OfferingView(id=offering_id, revision=revision, **fields.model_dump())


def want(*offering_ids: str, quantity: int = 1) -> RequestQuote:
    return RequestQuote(
        lines=[RequestQuoteLine(offering_id=i, quantity=quantity) for i in offering_ids]
    )
