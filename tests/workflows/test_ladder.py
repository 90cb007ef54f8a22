"""When what falls due, whatever the terms are, and what still makes sense of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from contracts.workflow import OrderTerms
from workflows.order.deadlines import Rung, ladder, what_is_due

SINCE = datetime(2023, 1, 1, tzinfo=UTC)
DAY = 86_400


def days_of(days: Mapping[str, int], *, is_request: bool = True) -> dict[Rung, int]:
    """The ladder in days since it began; `days` are terms without their unit."""
    seconds = {f"{name}_seconds": count * DAY for name, count in days.items()}
    rungs = ladder(OrderTerms(path="request", **seconds), SINCE, is_request=is_request)
    return {rung: (at - SINCE).days for rung, at in rungs.items()}


def test_a_request_has_all_and_what_is_paid_is_only_escalated() -> None:
    assert days_of({}) == {"reminder": 2, "escalation": 5, "warning": 27, "expiry": 30}
    assert days_of({}, is_request=False) == {"escalation": 5}


@pytest.mark.parametrize(
    ("terms", "left"),
    [
        ({"reminder": 5}, {"escalation": 5, "warning": 27, "expiry": 30}),
        ({"reminder": 9}, {"escalation": 5, "warning": 27, "expiry": 30}),
        ({"escalation": 30}, {"reminder": 2, "warning": 27, "expiry": 30}),
        ({"escalation": 99, "reminder": 40}, {"warning": 27, "expiry": 30}),
        ({"warning": 30}, {"reminder": 2, "escalation": 5, "expiry": 30}),
        ({"warning": 99}, {"reminder": 2, "escalation": 5, "expiry": 30}),
        ({"approval": 1}, {"expiry": 1}),
    ],
)
def test_terms_that_contradict_themselves_are_safe(
    terms: dict[str, int], left: dict[Rung, int]
) -> None:
    assert days_of(terms) == left


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (1, []),
        (2, ["reminder"]),
        (5, ["escalation"]),
        (27, ["escalation", "warning"]),
        (30, ["expiry"]),
        (99, ["expiry"]),
    ],
)
def test_of_several_at_once_only_what_still_makes_sense_is_due(day: int, due: list[Rung]) -> None:
    rungs = ladder(OrderTerms(path="request"), SINCE, is_request=True)
    assert what_is_due(rungs, SINCE + timedelta(days=day)) == due


def test_a_warning_before_the_escalation_comes_first() -> None:
    terms = OrderTerms(path="request", warning_seconds=28 * DAY)
    rungs = ladder(terms, SINCE, is_request=True)
    assert what_is_due(rungs, SINCE + timedelta(days=6)) == ["warning", "escalation"]
