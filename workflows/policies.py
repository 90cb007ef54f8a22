"""Time limits and retry policies of every step, by name. Business refusals are never retried: the
worker marks them non-retryable by type."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class ActivityLimits(TypedDict):
    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


UNTIL_DONE = ActivityLimits(
    start_to_close_timeout=timedelta(seconds=20),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=500),
        backoff_coefficient=2,
        maximum_interval=timedelta(seconds=30),
    ),
)
"""A step that moves money or leaves the house: retried until it succeeds, seen by the operator."""

ONE_LOCAL_TRY = ActivityLimits(
    start_to_close_timeout=timedelta(seconds=4),
    retry_policy=RetryPolicy(maximum_attempts=1),
)
"""A step that writes our own state: tried in place first, which costs the engine nothing."""

SHORTEST_WAIT = timedelta(seconds=1)
"""So that nothing that is overdue, and stays so, turns into a busy loop."""

LOOK_UPS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def look_up_after(count: int) -> timedelta:
    """How long to wait for a settlement before asking payments: 1 min, 5 min, 15 min, 1 h, then
    hourly to a day, then daily."""
    if count < len(LOOK_UPS):
        return LOOK_UPS[count]
    return timedelta(hours=1) if count < len(LOOK_UPS) + 23 else timedelta(days=1)


TRIES_ANEW = (
    timedelta(seconds=10),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def try_anew_after(refusals: int) -> timedelta:
    """How long to wait after so many refusals of a refund: 10 s, 5 min, 15 min, then 1 h."""
    return TRIES_ANEW[min(refusals, len(TRIES_ANEW)) - 1]
