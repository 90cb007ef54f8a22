"""What is off about an order, by what it and payments say."""

import pytest

from clients.reconciliation_workflow import WorkflowState
from contracts.decisions import ItemState, OrderPath
from contracts.payments import IntentState
from contracts.reconciliation import SettledPayment
from tests.workflows.unfinished import unfinished
from workflows.comparing_orders import judge


@pytest.mark.parametrize(
    ("item", "path", "payment", "verdict"),
    [
        ("awaiting_confirmation", "upfront", None, "unpaid"),
        ("awaiting_confirmation", "upfront", "mismatch", "unpaid"),
        ("awaiting_confirmation", "request", "cancelled", "unpaid"),
        ("scheduled", "upfront", None, "unpaid"),
        ("approved", "upfront", "open", "unpaid"),
        ("scheduled", "upfront", "captured", "fine"),
        ("scheduled", "request", None, "fine"),
        ("awaiting_approval", "request", None, "fine"),
        ("awaiting_payment", "upfront", None, "fine"),
        ("cancelled", "upfront", "failed", "fine"),
    ],
)
def test_an_order_that_shows_money_needs_a_capture(
    item: ItemState, path: OrderPath, payment: IntentState | None, verdict: str
) -> None:
    settled = payment and SettledPayment(order_id="ord_1", attempt=1, state=payment)
    assert judge(unfinished("ord_1", item, path=path), "running", settled) == verdict


@pytest.mark.parametrize(
    ("items", "workflow", "verdict"),
    [
        (["rejected"], "completed", "fine"),
        (["cancelled", "expired"], "missing", "fine"),
        (["rejected"], "ended", "ended"),
        (["rejected", "scheduled"], "completed", "ended"),
        (["rejected", "payment_failed"], "missing", "not_started"),
        (["approved"], "completed", "unpaid"),
    ],
)
def test_only_an_order_that_is_done_needs_no_workflow(
    items: list[ItemState], workflow: WorkflowState, verdict: str
) -> None:
    assert judge(unfinished("ord_1", *items), workflow, None) == verdict


@pytest.mark.parametrize(
    ("item", "payment", "attempt", "verdict"),
    [
        ("awaiting_payment", "open", 1, "fine"),
        ("awaiting_payment", "captured", 1, "not_told"),
        ("payment_failed", "captured", 1, "not_told"),
        ("awaiting_confirmation", "captured", 1, "fine"),
        ("awaiting_payment", "failed", 1, "not_told"),
        ("awaiting_payment", "cancelled", 1, "not_told"),
        ("awaiting_payment", "mismatch", 1, "not_told"),
        ("payment_failed", "failed", 1, "fine"),
        ("awaiting_payment", "failed", 2, "fine"),
        ("awaiting_approval", "cancelled", 1, "fine"),
    ],
)
def test_what_an_order_should_know_of_its_payment(
    item: ItemState, payment: IntentState, attempt: int, verdict: str
) -> None:
    order = unfinished("ord_1", item).model_copy(update={"payment_attempt": attempt})
    settled = SettledPayment(order_id="ord_1", attempt=1, state=payment)
    assert judge(order, "running", settled) == verdict
