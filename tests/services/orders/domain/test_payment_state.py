"""Where a payment stands, in the customer's words."""

from dataclasses import replace
from typing import get_args

import pytest

from contracts.orders import PlacedOrder
from contracts.payments import IntentState, PaymentIntentView
from services.orders.domain.payment_state import Outcome, payment_state_of
from tests.services.orders.domain.cases import PAID_ON, decision, order
from tests.wording.told import in_words


def intent(state: IntentState, page_url: str | None = "https://pay.test/1") -> PaymentIntentView:
    return PaymentIntentView(
        id="int_1",
        order_id="ord_1",
        invoice_id="inv_1",
        attempt=1,
        state=state,
        amount_minor=3_100,
        currency="EUR",
        gateway="simulator",
        page_url=page_url,
    )


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("created", "payment_page_follows"),
        ("open", "pay_now"),
        ("processing", "payment_pending"),
        ("captured", "payment_pending"),
        ("failed", "payment_pending"),
        ("mismatch", "payment_pending"),
    ],
)
def test_an_unpaid_order_is_never_failed_before_the_truth_is_recorded(
    state: IntentState, outcome: Outcome
) -> None:
    payment = payment_state_of(order("awaiting_payment", path="upfront"), intent(state))
    assert payment.outcome == outcome
    assert (payment.page_url is not None) == (outcome == "pay_now")


def test_a_payment_without_a_page_is_paid_as_instructed() -> None:
    told = intent("open", None).model_copy(update={"instructions": in_words("IBAN AT61")})
    payment = payment_state_of(order("awaiting_payment", path="upfront"), told)
    assert (payment.outcome, payment.instructions) == ("pay_as_instructed", "IBAN AT61")
    cancelled = told.model_copy(update={"state": "cancelled"})
    assert (
        payment_state_of(order("awaiting_payment", path="upfront"), cancelled).instructions is None
    )


def test_a_recorded_result_is_final() -> None:
    assert payment_state_of(order("awaiting_confirmation", paid_on=PAID_ON)).outcome == "paid"
    assert payment_state_of(order("approved", paid_on=PAID_ON)).outcome == "paid"
    assert payment_state_of(order("payment_failed", path="upfront")).outcome == "payment_failed"
    assert payment_state_of(order("expired", path="upfront")).outcome == "closed"


def test_a_request_is_sent_until_it_is_closed() -> None:
    assert payment_state_of(order("awaiting_approval", "rejected")).outcome == "sent_for_approval"
    assert payment_state_of(order("rejected")).outcome == "closed"


def test_a_cancelled_but_not_yet_closed_order_asks_for_no_payment() -> None:
    case = order("awaiting_payment", path="upfront")
    cancelled = replace(case.items[0], decision=decision(verdict="cancel", applied_at=None))
    assert payment_state_of(replace(case, items=(cancelled,))).outcome == "closed"


def test_the_outcomes_are_those_of_the_contract() -> None:
    assert get_args(PlacedOrder.model_fields["outcome"].annotation) == get_args(Outcome)
