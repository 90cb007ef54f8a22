"""Percentiles, medians and ratios, worked out by hand."""

import pytest

from benchmarks.arms import RATIOS, arms
from benchmarks.figures import Round, latencies, medians, percentile, ratios

ROUNDS: list[Round] = [
    {"ours": {"per second": 8, "T": 10}, "bare": {"per second": 40}},
    {"ours": {"per second": 2, "T": 13}, "bare": {"per second": 20}},
    {"ours": {"per second": 6, "T": 10}, "bare": {"per second": 20}},
]


def test_a_median_is_taken_of_each_figure_over_the_rounds() -> None:
    assert medians(ROUNDS) == {"ours": {"per second": 6, "T": 10}, "bare": {"per second": 20}}


def test_a_ratio_stays_within_its_round() -> None:
    found = ratios(ROUNDS, ("ours", "per second"), ("bare", "per second"))
    assert found == pytest.approx([0.2, 0.1, 0.3])


def test_a_round_too_short_to_be_measured_has_no_ratio() -> None:
    rounds: list[Round] = [
        {"ours": {"ms": 8}, "bare": {"ms": 0}},
        {"ours": {"ms": 8}, "bare": {"ms": 2}},
    ]
    assert ratios(rounds, ("ours", "ms"), ("bare", "ms")) == [4]


@pytest.mark.parametrize(
    ("count", "percent", "expected"),
    [(1, 50, 1), (1, 95, 1), (2, 50, 1), (3, 50, 2), (20, 95, 19), (21, 95, 20), (100, 100, 100)],
)
def test_a_percentile_is_one_of_the_values(count: int, percent: int, expected: int) -> None:
    assert percentile(range(count, 0, -1), percent) == expected


def test_latencies_are_told_in_milliseconds() -> None:
    assert latencies("done", [0.2, 0.1, 0.3]) == {"done, p50": 200, "done, p95": 300}


def test_every_ratio_is_of_arms_there_are() -> None:
    assert {arm for sides in RATIOS.values() for arm, _ in sides} <= set(arms(orders=4))
