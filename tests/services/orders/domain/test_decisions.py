"""Which start dates are allowed, and which documents a decision brings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.catalog import BillingCycle
from contracts.decisions import (
    Documents,
    ItemIsAlreadyDecided,
    StartDateIsRefused,
    StartWouldGoUnbilled,
    Verdict,
)
from services.orders.domain.decisions import (
    documents_for,
    require_allowed_start,
    require_billed_start,
    require_undecided,
)
from tests.services.orders.domain.cases import LINE, PAID_ON, decision, order, policy

TODAY = date(2023, 6, 1)


@pytest.mark.parametrize("days", [0, 1, 13, 90])
def test_a_paid_item_starts_on_its_payment_date_or_later(days: int) -> None:
    require_allowed_start(
        order("awaiting_confirmation", paid_on=PAID_ON), PAID_ON + timedelta(days=days), TODAY
    )


@pytest.mark.parametrize("days", [-1, 91])
def test_a_paid_item_starts_neither_before_nor_too_late(days: int) -> None:
    with pytest.raises(StartDateIsRefused):
        require_allowed_start(
            order("awaiting_confirmation", paid_on=PAID_ON), PAID_ON + timedelta(days=days), TODAY
        )


@pytest.mark.parametrize(("days", "allowed"), [(-8, False), (-7, True), (7, True), (8, False)])
def test_a_request_starts_around_today(days: int, allowed: bool) -> None:
    request = order("awaiting_approval", policy=policy(largest_start_shift_days=7))
    if allowed:
        return require_allowed_start(request, TODAY + timedelta(days=days), TODAY)
    with pytest.raises(StartDateIsRefused, match="start-date-is-refused/too_far"):
        require_allowed_start(request, TODAY + timedelta(days=days), TODAY)
    return None


@pytest.mark.parametrize("days", [0, 1, 400])
def test_an_invoiced_request_starts_on_the_invoiced_day_or_later(days: int) -> None:
    item = replace(order("approved").items[0], invoiced_from=TODAY)
    require_billed_start(item, TODAY + timedelta(days=days))
    require_billed_start(item, None)


@pytest.mark.parametrize("days", [1, 89, 400])
def test_an_earlier_start_than_invoiced_is_refused(days: int) -> None:
    item = replace(order("approved").items[0], invoiced_from=TODAY)
    with pytest.raises(StartWouldGoUnbilled) as refused:
        require_billed_start(item, TODAY - timedelta(days=days))
    assert refused.value.facts["invoiced_from_on"] == "2023-06-01"


def test_what_is_bought_once_has_no_days_and_may_start_on_any() -> None:
    once = LINE.price.model_copy(update={"cycle": BillingCycle(kind="once")})
    line = LINE.model_copy(update={"kind": "one_time", "price": once})
    item = replace(order("approved").items[0], line=line, invoiced_from=TODAY)
    require_billed_start(item, TODAY - timedelta(days=10))


def test_what_is_not_invoiced_yet_may_start_on_any_day() -> None:
    require_billed_start(order("awaiting_approval").items[0], date.min)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_refused_and_break_nothing(day: date) -> None:
    with pytest.raises(StartDateIsRefused):
        require_allowed_start(order("awaiting_approval"), day, TODAY)


@pytest.mark.parametrize(
    ("verdict", "start_on", "paid", "documents"),
    [
        ("approve", TODAY, False, "invoice"),
        ("approve", PAID_ON, True, "none"),
        ("approve", PAID_ON + timedelta(days=13), True, "credit"),
        ("reject", None, False, "none"),
        ("reject", None, True, "full_credit"),
        ("cancel", None, False, "none"),
        ("cancel", None, True, "full_credit"),
        ("expire", None, False, "none"),
    ],
)
def test_documents_of_a_first_decision(
    verdict: Verdict, start_on: date | None, paid: bool, documents: Documents
) -> None:
    case = order("awaiting_confirmation", paid_on=PAID_ON) if paid else order("awaiting_approval")
    assert documents_for(case, case.items[0], verdict, start_on) == documents


@pytest.mark.parametrize("paid_on", [PAID_ON, None])
def test_every_correction_asks_payments_also_back_to_the_first_day(paid_on: date | None) -> None:
    case = order("approved", paid_on=paid_on)
    item = replace(case.items[0], decision=decision())
    assert documents_for(case, item, "approve", PAID_ON) == "credit"


def test_without_credit_notes_only_a_refusal_is_credited() -> None:
    case = order(
        "awaiting_confirmation", paid_on=PAID_ON, policy=policy(credit_notes_enabled=False)
    )
    later = PAID_ON + timedelta(days=13)
    assert documents_for(case, case.items[0], "approve", later) == "none"
    assert documents_for(case, case.items[0], "reject", None) == "full_credit"


def test_who_comes_second_hears_who_was_first_and_when() -> None:
    case = order("awaiting_approval", policy=policy(time_zone="Europe/Vienna"))
    item = replace(case.items[0], decision=decision(applied_at=None))
    with pytest.raises(ItemIsAlreadyDecided, match="admin/ada") as refused:
        require_undecided(case, item)
    assert refused.value.facts == {
        "winner": "admin/ada",
        "verdict": "approve",
        "decided_at": "2023-01-01T12:00:00+00:00",
        "time_zone": "Europe/Vienna",
    }
