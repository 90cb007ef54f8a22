"""When an order whose workflow is not there may get another one."""

from dataclasses import replace

import pytest

from contracts.decisions import ItemState
from services.orders.domain.starting_again import may_start_again
from tests.services.orders.domain.cases import PAID_ON, decision, order


@pytest.mark.parametrize(
    ("states", "may"),
    [
        (["awaiting_payment"], True),
        (["payment_failed"], True),
        (["awaiting_confirmation", "awaiting_confirmation"], True),
        (["awaiting_payment", "cancelled"], False),
        (["awaiting_approval"], False),
        (["approved"], False),
    ],
)
def test_an_order_paid_upfront_starts_again_until_something_was_decided(
    states: list[ItemState], may: bool
) -> None:
    assert may_start_again(order(*states, paid_on=PAID_ON)) is may


@pytest.mark.parametrize(
    ("states", "may"),
    [
        (["awaiting_approval", "awaiting_approval"], True),
        (["awaiting_approval", "approved"], False),
        (["awaiting_confirmation"], False),
        (["expired"], False),
    ],
)
def test_a_request_starts_again_while_all_of_it_waits(states: list[ItemState], may: bool) -> None:
    assert may_start_again(order(*states)) is may


def test_a_decision_or_a_further_attempt_was_told_to_the_workflow_that_is_gone() -> None:
    paid, asked = order("awaiting_payment", paid_on=PAID_ON), order("awaiting_approval")
    decided = replace(asked.items[0], decision=decision())
    assert not may_start_again(replace(asked, items=(decided,)))
    assert not may_start_again(replace(paid, payment_attempt=2))
    assert not may_start_again(replace(asked, payment_attempt=1))
