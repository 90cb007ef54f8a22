"""What an event changes of an order, and what it leaves alone."""

from dataclasses import replace

from contracts.said import said
from services.orders.domain.item_changes import changes_of_undecided
from tests.services.orders.domain.cases import PAID_ON, decision, order

PAID = said("audit.payment_captured", attempt=1, paid_on=PAID_ON)


def test_a_capture_changes_what_waited_for_it_and_sets_the_start() -> None:
    case = order("awaiting_payment", "payment_failed", "cancelled", path="upfront")
    changes = changes_of_undecided(case, "payment_captured", PAID, PAID_ON)
    waited = [item.id for item in case.items[:2]]
    assert [(c.item_id, c.state, c.start_on) for c in changes] == [
        (item_id, "awaiting_confirmation", PAID_ON) for item_id in waited
    ]
    assert [(c.action, c.reason) for c in changes] == [("payment_captured", PAID)] * 2


def test_what_somebody_decided_is_left_alone() -> None:
    case = order("awaiting_payment", path="upfront")
    decided = replace(case.items[0], decision=decision(verdict="cancel"))
    case = replace(case, items=(decided,))
    assert changes_of_undecided(case, "payment_captured", PAID, PAID_ON) == []
