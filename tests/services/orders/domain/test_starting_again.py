"""What is left to do of an order whose workflow was lost, and what its next one has to know."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.decisions import ItemState
from contracts.workflow import DecisionMessage, TakenUp
from services.orders.domain.order import Decision, Order
from services.orders.domain.starting_again import is_unfinished, open_corrections, taken_up
from tests.services.orders.domain.cases import NOW, PAID_ON, decision, order

LATER = NOW + timedelta(days=3)


def decided(state: ItemState, *made: Decision) -> Order:
    before = order(*(state for _ in made), paid_on=PAID_ON)
    items = [replace(item, decision=one) for item, one in zip(before.items, made, strict=True)]
    return replace(before, items=tuple(items))


@pytest.mark.parametrize(
    ("states", "is_left"),
    [
        (["awaiting_payment"], True),
        (["approved", "scheduled"], True),
        (["approved", "rejected", "cancelled", "expired"], False),
    ],
)
def test_something_is_left_until_every_item_is_done(states: list[ItemState], is_left: bool) -> None:
    assert is_unfinished(order(*states)) is is_left


def test_a_decision_that_was_not_carried_out_is_left_to_do() -> None:
    assert is_unfinished(decided("approved", decision(applied_at=None)))
    assert not is_unfinished(decided("approved", decision()))


def test_the_next_workflow_knows_of_the_payment_and_of_open_decisions_oldest_first() -> None:
    later = decision(id="dec_2", applied_at=None, decided_at=NOW + timedelta(hours=1))
    first = decision(id="dec_1", applied_at=None, verdict="reject", documents="full_credit")
    done = decision(id="dec_0")
    known = taken_up(
        replace(decided("awaiting_confirmation", later, first, done), payment_attempt=2), NOW
    )
    assert known == TakenUp(
        payment_attempt=2,
        is_paid=True,
        decisions=[
            DecisionMessage(decision_id="dec_1", verdict="reject", documents="full_credit"),
            DecisionMessage(decision_id="dec_2", verdict="approve", documents="none"),
        ],
    )
    asked = replace(order("awaiting_approval"), waiting_since=NOW)
    assert taken_up(asked, LATER) == TakenUp(waiting_since=NOW)


def test_time_limits_run_on_until_it_is_paid_or_decided() -> None:
    assert taken_up(order("awaiting_payment", payment_attempt=1), LATER) == TakenUp(
        payment_attempt=1, payment_due_at=LATER
    )
    paid = replace(order("awaiting_confirmation", paid_on=PAID_ON), waiting_since=NOW)
    assert taken_up(paid, None) == TakenUp(payment_attempt=1, is_paid=True, waiting_since=NOW)


def test_corrections_are_open_until_they_are_applied_and_the_service_has_started() -> None:
    moved = decision(revision=2)
    assert open_corrections(decided("scheduled", moved)) == [moved]
    assert open_corrections(decided("approved", moved)) == []
    waiting = decision(revision=2, applied_at=None)
    assert open_corrections(decided("approved", waiting)) == [waiting]
    assert open_corrections(decided("scheduled", decision())) == []
