"""The states of items and orders by what they mean: none is forgotten, none means two things."""

from itertools import combinations_with_replacement
from typing import get_args

from contracts.decisions import (
    AWAITS_PAYMENT,
    DONE,
    FINISHED,
    GRANTED,
    OPEN_FOR_DECISION,
    UNFINISHED,
    ItemState,
    OrderStatus,
)
from services.orders.domain.status import order_status

STATES: tuple[ItemState, ...] = get_args(ItemState)


def test_an_item_awaits_one_thing_or_is_done() -> None:
    meanings = [*AWAITS_PAYMENT, *OPEN_FOR_DECISION, "scheduled", *DONE]
    assert sorted(meanings) == sorted(STATES)
    assert {"scheduled"} == GRANTED - DONE


def test_an_order_is_finished_or_not() -> None:
    assert sorted([*FINISHED, *UNFINISHED]) == sorted(get_args(OrderStatus))


def test_an_order_is_finished_exactly_when_all_its_items_are_done() -> None:
    for states in combinations_with_replacement(STATES, 3):
        assert (order_status(states) in FINISHED) == (set(states) <= DONE), states
