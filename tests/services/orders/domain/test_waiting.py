"""What an order waits for, as staff and customers are told."""

from dataclasses import replace

import pytest

from contracts.decisions import ItemState
from services.orders.domain.order import Order
from services.orders.domain.waiting import waits_for
from tests.services.orders.domain.cases import FLAG, PAID_ON, decision, order
from wording.telling import Viewer, words


def told(order: Order, viewer: Viewer = "staff") -> str:
    return " ".join(words(one, viewer) for one in waits_for(order))


@pytest.mark.parametrize(
    ("state", "staff_reads", "customer_reads"),
    [
        ("awaiting_payment", "the customer can pay", "you can pay"),
        ("payment_failed", "the customer can try again", "you can try again"),
        ("awaiting_approval", "an admin of the partner can approve", "your provider's approval"),
        ("awaiting_confirmation", "an admin of the partner can confirm", "Your service is active"),
    ],
)
def test_an_open_item_names_who_can_act(
    state: ItemState, staff_reads: str, customer_reads: str
) -> None:
    [only] = waits_for(order(state))
    assert (only.code, only.facts) == ("order.waits.open", {"item_state": state, "count": 1})
    assert staff_reads in told(order(state))
    assert customer_reads in told(order(state), "customer")
    assert "admin" not in told(order(state), "customer")


def test_a_mixed_order_says_all_it_waits_for_the_most_pressing_first() -> None:
    mixed = order(
        "scheduled", "awaiting_confirmation", "awaiting_approval", "awaiting_approval", "rejected"
    )
    mixed = replace(mixed, items=(replace(mixed.items[0], start_on=PAID_ON), *mixed.items[1:]))
    assert [(one.facts["count"], one.facts.get("item_state")) for one in waits_for(mixed)] == [
        (2, "awaiting_approval"),
        (1, "awaiting_confirmation"),
        (1, None),
    ]


def test_a_scheduled_item_names_its_day() -> None:
    assert told(order("scheduled", paid_on=PAID_ON)).endswith("on 1 January 2023.")


def test_a_decided_item_waits_for_nobody() -> None:
    case = order("awaiting_approval")
    decided = replace(case.items[0], decision=decision(applied_at=None))
    assert [one.code for one in waits_for(replace(case, items=(decided,)))] == [
        "order.waits.decided"
    ]


def test_a_flagged_order_says_so_first() -> None:
    case = order("awaiting_approval", flags=(FLAG,))
    assert told(case).startswith("A person must look at this order")
    assert told(case, "customer").startswith("Your provider looks at this order.")


@pytest.mark.parametrize("state", ["approved", "rejected", "cancelled", "expired"])
def test_a_closed_order_waits_for_nothing(state: ItemState) -> None:
    assert [one.code for one in waits_for(order(state))] == ["order.waits.nothing"]
