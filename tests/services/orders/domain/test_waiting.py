"""What an order waits for, in words that name who can act."""

from dataclasses import replace

import pytest

from contracts.decisions import ItemState
from services.orders.domain.waiting import NOTHING, waits_for
from tests.services.orders.domain.cases import PAID_ON, decision, order


@pytest.mark.parametrize(
    ("state", "actor"),
    [
        ("awaiting_payment", "the customer can pay"),
        ("payment_failed", "the customer can try again"),
        ("awaiting_approval", "an admin of the partner can approve"),
        ("awaiting_confirmation", "an admin of the partner can confirm"),
    ],
)
def test_an_open_item_names_who_can_act(state: ItemState, actor: str) -> None:
    assert waits_for(order(state)).startswith("One item is")
    assert actor in waits_for(order(state))


def test_a_mixed_order_says_all_it_waits_for() -> None:
    words = waits_for(order("awaiting_approval", "awaiting_approval", "awaiting_confirmation"))
    assert "2 items are waiting for approval" in words
    assert "One item is paid and active" in words


def test_a_scheduled_item_names_its_day() -> None:
    assert "next on 2023-01-01" in waits_for(order("scheduled", paid_on=PAID_ON))


def test_a_decided_item_waits_for_nobody() -> None:
    case = order("awaiting_approval")
    decided = replace(case.items[0], decision=decision(applied_at=None))
    words = waits_for(replace(case, items=(decided,)))
    assert "nobody needs to act" in words
    assert "approve" not in words


def test_a_flagged_order_says_why_first() -> None:
    words = waits_for(order("approved", attention_reason="Refund failed."))
    assert words.startswith("A person must look at this order (Refund failed.)")


def test_a_customer_is_not_told_why_an_order_is_flagged() -> None:
    case = order("awaiting_approval", attention_reason="Refund failed.")
    words = waits_for(case, for_staff=False)
    assert words.startswith("Your provider looks at this order. One item is waiting")
    assert "Refund" not in words


@pytest.mark.parametrize("state", ["approved", "rejected", "cancelled", "expired"])
def test_a_closed_order_waits_for_nothing(state: ItemState) -> None:
    assert waits_for(order(state)) == NOTHING
