"""The table of item transitions: where it leads and where it ends."""

from typing import get_args

import pytest

from contracts.decisions import OPEN_FOR_DECISION, ItemState
from services.orders.domain.transitions import (
    SUBSCRIPTION_STATES,
    TRANSITIONS,
    ItemEvent,
    next_state,
)

STATES: tuple[ItemState, ...] = get_args(ItemState)


def test_every_event_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(get_args(ItemEvent))
    assert set(SUBSCRIPTION_STATES) == set(STATES)


def test_every_state_is_reached_from_placing() -> None:
    reached: set[ItemState] = {"awaiting_payment", "awaiting_approval"}
    for _ in STATES:
        reached |= {
            to for table in TRANSITIONS.values() for at, to in table.items() if at in reached
        }
    assert reached == set(STATES)


@pytest.mark.parametrize("state", ["rejected", "cancelled", "expired"])
def test_a_refused_item_stays_refused(state: ItemState) -> None:
    assert [event for event in TRANSITIONS if next_state(state, event)] == []


def test_what_is_open_can_be_approved_and_rejected_and_nothing_else_can_be_rejected() -> None:
    assert set(TRANSITIONS["rejected"]) == OPEN_FOR_DECISION
    for events in ("approved_for_now", "approved_for_later"):
        assert set(TRANSITIONS[events]) >= OPEN_FOR_DECISION


def test_a_paid_item_never_expires() -> None:
    assert next_state("awaiting_confirmation", "expired") is None
    assert next_state("awaiting_confirmation", "payment_expired") is None


def test_no_unpaid_and_unapproved_item_has_an_active_service() -> None:
    active = {state for state in STATES if SUBSCRIPTION_STATES[state] == "active"}
    assert active == {"approved", "awaiting_confirmation"}
