"""By what services are sorted, and what stays as it comes."""

from datetime import date
from typing import Any, get_args

from contracts.catalog import BillingCycle
from contracts.decisions import SubscriptionState
from contracts.message import Amount
from contracts.subscriptions import ServiceOrder, SubscriptionView
from services.orders.domain.sorting import KEYS, STATES, sorted_by


def service(
    name: str, price_minor: int = 100, currency: str = "EUR", **more: Any
) -> SubscriptionView:
    given: dict[str, Any] = {
        "id": f"sub_{name}",
        "customer_id": "cus_1",
        "partner_id": 1,
        "order_id": "ord_1",
        "item_id": "itm_1",
        "position": 1,
        "title": name,
        "kind": "internet",
        "state": "active",
        "start_on": None,
        "confirmation_waiting": False,
        "quantity": 1,
        "currency": currency,
        "cycle": BillingCycle(kind="monthly"),
        "price": Amount(net_minor=price_minor, vat_minor=0, gross_minor=price_minor),
        "fee": Amount(net_minor=0, vat_minor=0, gross_minor=0),
    }
    return SubscriptionView(**{**given, **more})


def names(order: ServiceOrder, *services: SubscriptionView) -> list[str]:
    return [one.title for one in sorted_by(order, services)]


def test_every_order_and_every_state_has_its_place() -> None:
    assert set(KEYS) == set(get_args(ServiceOrder))
    assert set(STATES) == set(get_args(SubscriptionState))


def test_names_are_sorted_as_they_are_read() -> None:
    written = [service(name) for name in ("Zeta", "éclair", "Äther", "beta", "Echo")]
    assert names("name", *written) == ["Äther", "beta", "Echo", "éclair", "Zeta"]


def test_the_lowest_price_is_first_within_each_currency() -> None:
    priced = [service("a", 300), service("b", 10, "USD"), service("c", 0), service("d", 300)]
    assert names("price", *priced) == ["c", "a", "d", "b"]


def test_what_ends_earliest_is_first_and_what_is_not_paid_last() -> None:
    days = {"a": None, "b": date(2023, 2, 28), "c": date(2023, 1, 31), "d": None}
    paid = [service(name, paid_until_on=day) for name, day in days.items()]
    assert names("paid_until", *paid) == ["c", "b", "a", "d"]


def test_what_has_ended_is_last() -> None:
    states: list[SubscriptionState] = ["archived", "disabled", "active", "paused", "pending"]
    found = names("state", *(service(state, state=state) for state in states))
    assert found == ["active", "pending", "paused", "disabled", "archived"]
