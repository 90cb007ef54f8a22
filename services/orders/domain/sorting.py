"""The order in which services are listed that are sorted by what they are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from unicodedata import normalize

from contracts.decisions import SubscriptionState
from contracts.subscriptions import ServiceOrder, SubscriptionView

STATES: Mapping[SubscriptionState, int] = {
    "active": 0,
    "pending": 1,
    "paused": 2,
    "disabled": 3,
    "archived": 4,
}
"""What concerns the customer most comes first."""
KEYS: Mapping[ServiceOrder, Callable[[SubscriptionView], Any]] = {
    "name": lambda one: _spelled(one.title),
    "price": lambda one: (one.currency, one.price.gross_minor),
    "paid_until": lambda one: one.paid_until_on or date.max,
    "state": lambda one: STATES[one.state],
}


def sorted_by(order: ServiceOrder, services: Sequence[SubscriptionView]) -> list[SubscriptionView]:
    """What is alike stays as it comes; what is not paid to any day is last."""
    return sorted(services, key=KEYS[order])


def _spelled(title: str) -> str:
    """Whether it is written large or with marks decides nothing: Ä stands beside A."""
    parts = normalize("NFKD", title.casefold())
    return "".join(letter for letter in parts if not "\u0300" <= letter <= "\u036f")
