"""Waiting ends with what was waited for, or says what there was instead."""

from collections.abc import Awaitable, Callable, Iterable

import pytest

from contracts.problems import RequestIsInFlight, ServiceIsUnavailable
from scenarios.patience import Patience, WaitedInVain

SOON = Patience(seconds=20, away=(ServiceIsUnavailable,), poll_seconds=0)
NOT_LONG = Patience(seconds=0, away=(ServiceIsUnavailable,), poll_seconds=0)
AWAY, IN_FLIGHT = ServiceIsUnavailable(detail="It does not answer."), RequestIsInFlight("Wait.")


def giving(answers: Iterable[int | Exception]) -> Callable[[], Awaitable[int]]:
    """One after the other; the last one again and again."""
    left = list(answers)

    async def read() -> int:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return read


async def test_whoever_is_away_is_asked_again() -> None:
    assert await SOON.until_answered(giving([AWAY, AWAY, 1])) == 1


async def test_another_refusal_is_passed_on_at_once() -> None:
    with pytest.raises(RequestIsInFlight):
        await SOON.until_answered(giving([AWAY, IN_FLIGHT, 1]))


async def test_an_outage_without_an_end_is_passed_on() -> None:
    with pytest.raises(ServiceIsUnavailable):
        await NOT_LONG.until_answered(giving([AWAY]))


async def test_a_condition_is_waited_for_through_an_outage() -> None:
    assert await SOON.until(giving([1, AWAY, 2, 3]), lambda answer: answer > 2, "more") == 3


async def test_what_was_there_instead_is_told() -> None:
    with pytest.raises(WaitedInVain, match="in vain for more; it is still 1") as told:
        await NOT_LONG.until(giving([1]), lambda answer: answer > 2, "more")
    assert told.value.latest == 1
