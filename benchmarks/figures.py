"""What comes of measured figures: percentiles, medians over the rounds, and ratios within each
round, as a machine that slows down slows both sides of one. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median

Figures = Mapping[str, float]
"""By name: milliseconds, unless the name says otherwise."""
Round = Mapping[str, Figures]
"""By arm."""
Where = tuple[str, str]
"""Arm and figure."""

PER_SECOND = "per second"
TRANSITIONS = "T"


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest of the values that so many percent of them do not exceed."""
    rank = -(-len(values) * percent // 100)
    return sorted(values)[rank - 1]


def latencies(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """p50 and p95, in milliseconds."""
    return {f"{name}, p{p}": percentile(seconds, p) * 1000 for p in (50, 95)}


def medians(rounds: Sequence[Round]) -> dict[str, dict[str, float]]:
    """Of each figure of each arm."""
    return {
        arm: {name: median(one[arm][name] for one in rounds) for name in figures}
        for arm, figures in rounds[0].items()
    }


def ratios(rounds: Sequence[Round], above: Where, below: Where) -> list[float]:
    """Of each round, but those whose lower figure was too small to be measured."""
    (arm, figure), (other, its) = above, below
    return [one[arm][figure] / one[other][its] for one in rounds if one[other][its]]
