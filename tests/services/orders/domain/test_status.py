"""The derived order status, over every combination of up to three items."""

from itertools import combinations_with_replacement
from typing import get_args

import pytest

from contracts.decisions import ItemState, OrderStatus
from services.orders.domain.status import order_status, waits_for_confirmation

STATES: tuple[ItemState, ...] = get_args(ItemState)
COMBINATIONS = [
    states for count in (1, 2, 3) for states in combinations_with_replacement(STATES, count)
]
UNPAID = {"awaiting_payment", "payment_failed"}
UNDECIDED = {"awaiting_approval", "awaiting_confirmation"}
ENDED = {"approved", "rejected", "cancelled", "expired"}


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (["awaiting_payment"], "waiting_for_payment"),
        (["payment_failed"], "waiting_for_payment"),
        (["approved", "payment_failed"], "waiting_for_payment"),
        (["awaiting_approval"], "waiting_for_approval"),
        (["awaiting_confirmation"], "waiting_for_approval"),
        (["awaiting_approval", "rejected"], "waiting_for_approval"),
        (["awaiting_approval", "approved"], "partly_approved"),
        (["awaiting_confirmation", "scheduled"], "partly_approved"),
        (["scheduled"], "partly_approved"),
        (["scheduled", "approved"], "partly_approved"),
        (["approved"], "completed"),
        (["approved", "rejected", "cancelled"], "completed"),
        (["rejected"], "rejected"),
        (["rejected", "cancelled", "expired"], "rejected"),
        (["cancelled", "expired"], "cancelled"),
        (["expired"], "expired"),
    ],
)
def test_status_of_items(states: list[ItemState], status: OrderStatus) -> None:
    assert order_status(states) == status


def test_every_combination_has_the_one_right_status() -> None:
    for states in COMBINATIONS:
        _check(states)


def _check(states: tuple[ItemState, ...]) -> None:
    present, status = set(states), order_status(states)
    assert status in get_args(OrderStatus)
    assert (status == "waiting_for_payment") == bool(present & UNPAID)
    if present <= ENDED:
        assert status in {"completed", "rejected", "cancelled", "expired"}
        assert (status == "completed") == ("approved" in present)
    else:
        assert status in {"waiting_for_payment", "waiting_for_approval", "partly_approved"}
    if status == "waiting_for_approval":
        assert present & UNDECIDED
        assert not present & {"approved", "scheduled"}


def test_neither_order_nor_repetition_of_items_counts() -> None:
    for states in COMBINATIONS:
        assert (
            order_status(states[::-1]) == order_status([*states, *states]) == order_status(states)
        )


def test_attention_comes_before_all() -> None:
    for states in COMBINATIONS:
        assert order_status(states, needs_attention=True) == "needs_attention"


def test_an_order_without_items_has_no_status() -> None:
    with pytest.raises(ValueError, match="at least one item"):
        order_status([])


def test_only_what_was_paid_before_its_approval_waits_for_a_confirmation() -> None:
    waiting = [state for state in get_args(ItemState) if waits_for_confirmation(state)]
    assert waiting == ["awaiting_confirmation"]
