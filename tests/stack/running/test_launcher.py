"""Waiting for a stack ends early when a process crashes again and again, and only then."""

from collections.abc import Iterable

import pytest

from stack.problems import StackDidNotStart
from stack.running.launcher import give_up_on_a_crash_loop
from stack.state.recorded_state import ProcessState, RecordedState


def restarted(times: int) -> RecordedState:
    worker = ProcessState(restarts=times, last_exit="ended with code 1")
    return RecordedState(processes={"worker": worker})


def wait_through(restarts: Iterable[int], seen: dict[str, int]) -> None:
    for times in restarts:
        give_up_on_a_crash_loop(restarted(times), ["worker"], seen)


def test_gives_up_on_a_process_that_crashes_while_it_is_waited_for() -> None:
    with pytest.raises(StackDidNotStart, match="worker does not start"):
        wait_through(range(20), seen={})


def test_crashes_before_the_wait_began_are_no_crash_loop() -> None:
    wait_through([40, 41], seen={})


def test_counts_anew_when_another_supervisor_begins() -> None:
    seen: dict[str, int] = {}
    wait_through([40], seen)
    with pytest.raises(StackDidNotStart):
        wait_through(range(20), seen)
