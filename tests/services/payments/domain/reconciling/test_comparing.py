"""Two books compared, entry by entry, without any engine."""

from dataclasses import replace

import pytest

from contracts.payments import IntentState
from contracts.reconciliation import Finding, FindingKind
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.domain.reconciling.comparing import (
    KnownCapture,
    KnownRefund,
    ToldRefund,
    booked_now,
    compare_capture,
    compare_refund,
    missing_capture,
)
from tests.services.payments.domain.intents import an_intent

INTENT = an_intent(state="captured")
CAPTURED = GatewayPayment(payment_id="chk_1", state="captured", amount_minor=3_100, currency="EUR")
BOOKED = KnownCapture(INTENT, 3_100, "EUR")
REFUND = KnownRefund("ref_1", "succeeded", "chk_1", 3_100, "EUR", "rfd_1")
GIVEN = ToldRefund("simulator", "rfd_1", "succeeded", "chk_1", 3_100, "EUR")


def kind_of(judged: object) -> object:
    return judged.kind if isinstance(judged, Finding) else judged


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (BOOKED, "agrees"),
        (None, "capture_unknown"),
        (KnownCapture(INTENT), "not_booked"),
        (KnownCapture(replace(INTENT, gateway_payment_id=None)), "not_booked"),
        (KnownCapture(replace(INTENT, gateway_payment_id="chk_2"), 3_100, "EUR"), "captured_twice"),
        (KnownCapture(INTENT, 3_099, "EUR"), "amount_differs"),
        (KnownCapture(INTENT, 3_100, "USD"), "amount_differs"),
    ],
)
def test_a_capture_of_the_gateway_against_our_books(
    known: KnownCapture | None, verdict: str
) -> None:
    assert kind_of(compare_capture(CAPTURED, known)) == verdict


@pytest.mark.parametrize(
    ("before", "after", "kind", "healed"),
    [
        ("open", "captured", "capture_not_booked", True),
        ("created", "captured", "capture_not_booked", True),
        ("cancelled", "cancelled", "capture_not_booked", True),
        ("open", "cancelled", "capture_not_booked", True),
        ("open", "mismatch", "amount_differs", False),
        ("captured", "captured", "capture_not_booked", False),
        ("mismatch", "mismatch", "capture_not_booked", False),
    ],
)
def test_what_became_of_a_capture_that_was_not_booked(
    before: IntentState, after: IntentState, kind: FindingKind, healed: bool
) -> None:
    found = booked_now(CAPTURED, replace(INTENT, state=before), replace(INTENT, state=after))
    assert (found.kind, found.healed) == (kind, healed)
    assert "ord_1" in found.detail


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (CAPTURED, None),
        (None, "capture_missing"),
        (replace(CAPTURED, state="cancelled"), "capture_missing"),
        (replace(CAPTURED, amount_minor=1), "amount_differs"),
    ],
)
def test_a_booked_capture_that_the_book_did_not_list(
    told: GatewayPayment | None, kind: FindingKind | None
) -> None:
    found = missing_capture(BOOKED, told)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("told", "known", "verdict"),
    [
        (GIVEN, REFUND, "agrees"),
        (GIVEN, None, "refund_unknown"),
        (replace(GIVEN, state="pending"), None, "refund_unknown"),
        (replace(GIVEN, state="failed"), None, "agrees"),
        (replace(GIVEN, state="failed"), REFUND, "came_back"),
        (replace(GIVEN, state="failed"), replace(REFUND, state="pending"), "agrees"),
        (GIVEN, replace(REFUND, state="pending"), "not_booked"),
        (GIVEN, replace(REFUND, state="failed"), "not_booked"),
        (replace(GIVEN, state="pending"), replace(REFUND, state="failed"), "not_booked"),
        (replace(GIVEN, state="pending"), replace(REFUND, state="pending"), "agrees"),
        (replace(GIVEN, amount_minor=3_000), REFUND, "refund_differs"),
        (replace(GIVEN, currency="USD"), REFUND, "refund_differs"),
        (replace(GIVEN, payment_id="chk_2"), REFUND, "refund_differs"),
    ],
)
def test_a_refund_of_the_gateway_against_our_books(
    told: ToldRefund, known: KnownRefund | None, verdict: str
) -> None:
    assert kind_of(compare_refund(told, known)) == verdict


@pytest.mark.parametrize(("order_id", "words"), [("ord_1", "order ord_1"), (None, "order unknown")])
def test_an_unknown_refund_names_its_gateway_and_its_order(
    order_id: str | None, words: str
) -> None:
    found = compare_refund(GIVEN, None, order_id)
    assert isinstance(found, Finding)
    assert "gateway simulator" in found.detail
    assert words in found.detail


def test_amounts_are_told_in_the_currencys_own_digits() -> None:
    yen = replace(CAPTURED, amount_minor=3_000, currency="JPY")
    found = compare_capture(yen, None)
    assert isinstance(found, Finding)
    assert "3000 JPY" in found.detail
