"""What is off about an order, by what it and payments say."""

import pytest

from contracts.decisions import ItemState, OrderPath
from contracts.payments import IntentState
from contracts.reconciliation import FindingKind, SettledPayment
from contracts.workflow import WorkflowState
from tests.workflows.unfinished import unfinished
from workflows.reconciliation.comparing_orders import judge


@pytest.mark.parametrize(
    ("item", "path", "payment", "verdict"),
    [
        ("awaiting_confirmation", "upfront", None, "active_without_payment"),
        ("awaiting_confirmation", "upfront", "mismatch", "active_without_payment"),
        ("awaiting_confirmation", "request", "cancelled", "active_without_payment"),
        ("scheduled", "upfront", None, "active_without_payment"),
        ("approved", "upfront", "open", "active_without_payment"),
        ("scheduled", "upfront", "captured", None),
        ("scheduled", "request", None, None),
        ("awaiting_approval", "request", None, None),
        ("awaiting_payment", "upfront", None, None),
        ("cancelled", "upfront", "failed", None),
    ],
)
def test_an_order_that_shows_money_needs_a_capture(
    item: ItemState, path: OrderPath, payment: IntentState | None, verdict: FindingKind | None
) -> None:
    settled = payment and SettledPayment(order_id="ord_1", attempt=1, state=payment)
    assert judge(unfinished("ord_1", item, path=path), "running", settled) == verdict


@pytest.mark.parametrize(
    ("items", "workflow", "verdict"),
    [
        (["rejected"], "completed", None),
        (["cancelled", "expired"], "missing", None),
        (["rejected"], "ended", "workflow_ended"),
        (["rejected", "scheduled"], "completed", "workflow_ended"),
        (["rejected", "payment_failed"], "missing", "workflow_missing"),
        (["approved"], "completed", "active_without_payment"),
    ],
)
def test_only_an_order_that_is_done_needs_no_workflow(
    items: list[ItemState], workflow: WorkflowState, verdict: FindingKind | None
) -> None:
    assert judge(unfinished("ord_1", *items), workflow, None) == verdict


@pytest.mark.parametrize(
    ("item", "payment", "attempt", "verdict"),
    [
        ("awaiting_payment", "open", 1, None),
        ("awaiting_payment", "captured", 1, "order_behind"),
        ("payment_failed", "captured", 1, "order_behind"),
        ("awaiting_confirmation", "captured", 1, None),
        ("awaiting_payment", "failed", 1, "order_behind"),
        ("awaiting_payment", "cancelled", 1, "order_behind"),
        ("awaiting_payment", "mismatch", 1, "order_behind"),
        ("payment_failed", "failed", 1, None),
        ("awaiting_payment", "failed", 2, None),
        ("awaiting_approval", "cancelled", 1, None),
    ],
)
def test_what_an_order_should_know_of_its_payment(
    item: ItemState, payment: IntentState, attempt: int, verdict: FindingKind | None
) -> None:
    order = unfinished("ord_1", item).model_copy(update={"payment_attempt": attempt})
    settled = SettledPayment(order_id="ord_1", attempt=1, state=payment)
    assert judge(order, "running", settled) == verdict
