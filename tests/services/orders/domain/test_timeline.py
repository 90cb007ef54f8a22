"""What of the audit a customer is told, and when an order gives up waiting."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

from contracts.said import said
from services.orders.domain.timeline import FOR_CUSTOMERS, TOLD, Terms, event_of, expires_at
from services.orders.domain.transitions import ItemEvent
from tests.services.orders.domain.cases import order
from wording.sentences.timeline import SENTENCES


def test_whatever_happens_to_an_item_is_told() -> None:
    told_of_the_order = {"payment_tried_again", "switched_to_request"}
    assert set(get_args(ItemEvent)) - FOR_CUSTOMERS == told_of_the_order
    assert {f"timeline.{action}" for action in TOLD} <= set(SENTENCES)


def test_a_customer_reads_no_fact_that_is_not_named() -> None:
    why = said("audit.applied", decided_by="admin/ada", reason="No line.", documents="none")
    event = event_of("rejected", why)
    assert event is not None
    assert event.facts["reason"] == "No line."
    assert "decided_by" not in event.facts
    assert event_of("needs_attention", said("attention.refund", why="fraud")) is None


def test_an_unpaid_order_ends_when_its_newest_attempt_does() -> None:
    unpaid = order("awaiting_payment")
    placed = unpaid.placed_at
    assert expires_at(unpaid, Terms(payment_seconds=60)) == placed + timedelta(seconds=60)
    later = placed + timedelta(seconds=30)
    longer = Terms(payment_seconds=60, tried_at=later, longer_seconds=90)
    assert expires_at(unpaid, longer) == later + timedelta(seconds=90)
    assert expires_at(unpaid, replace(longer, longer_seconds=None)) == placed + timedelta(
        seconds=60
    )


def test_what_is_paid_or_decided_does_not_expire() -> None:
    assert expires_at(order("awaiting_confirmation", "approved"), Terms()) is None
