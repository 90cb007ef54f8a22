"""Since when an order awaits a decision, until when, and on which revision one is made."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.decisions import ItemState, OrderHasChanged
from services.orders.domain.decisions import require_unchanged
from services.orders.domain.order import Order
from tests.services.orders.domain.cases import NOW, PAID_ON, decision, order, policy

LATER = NOW + timedelta(hours=1)
HOURS = policy(approval_escalation_after_seconds=3_600, approval_expires_after_seconds=7_200)


def first_decided(placed: Order) -> Order:
    return placed.decided([decision(item_id="itm_1", applied_at=None)])


@pytest.mark.parametrize(
    ("placed", "waits"),
    [
        (order("awaiting_approval"), True),
        (order("awaiting_confirmation", "approved"), True),
        (order("awaiting_payment"), False),
        (order("approved", "rejected"), False),
        (first_decided(order("awaiting_approval")), False),
        (first_decided(order("awaiting_approval", "awaiting_approval")), True),
    ],
)
def test_it_waits_while_an_item_is_open_that_nobody_decided(placed: Order, waits: bool) -> None:
    assert placed.revised(LATER).waiting_since == (LATER if waits else None)


def test_it_waits_since_the_first_of_several_changes_and_each_counts() -> None:
    twice = order("awaiting_approval").revised(NOW).revised(LATER)
    assert (twice.waiting_since, twice.revision) == (NOW, 3)


@pytest.mark.parametrize(
    ("state", "expires"), [("awaiting_approval", True), ("awaiting_confirmation", False)]
)
def test_a_request_is_due_before_it_expires_and_what_is_paid_only_is_due(
    state: ItemState, expires: bool
) -> None:
    waiting = order(state, paid_on=None if expires else PAID_ON, policy=HOURS).revised(NOW)
    assert waiting.decision_due_at == NOW + timedelta(hours=1)
    assert waiting.expires_at == (NOW + timedelta(hours=2) if expires else None)


def test_what_does_not_wait_is_not_due() -> None:
    assert order("awaiting_payment").revised(NOW).decision_due_at is None


@pytest.mark.parametrize("seen", [None, 7])
def test_the_revision_that_was_seen_may_be_decided(seen: int | None) -> None:
    require_unchanged(replace(order("awaiting_approval"), revision=7), seen)


@pytest.mark.parametrize("seen", [6, 8])
def test_another_revision_is_told_with_the_last_decision(seen: int) -> None:
    items = order("approved", "rejected", "awaiting_approval")
    made = [
        decision(item_id="itm_1", decided_by="admin/ada", decided_at=NOW),
        decision(item_id="itm_2", decided_by="admin/bea", verdict="reject", decided_at=LATER),
    ]
    with pytest.raises(OrderHasChanged) as refused:
        require_unchanged(replace(items.decided(made), revision=7), seen)
    facts = refused.value.facts
    assert (facts["revision"], facts["decided_by"], facts["verdict"]) == (7, "admin/bea", "reject")
    assert facts["decided_at"] == LATER.isoformat()
