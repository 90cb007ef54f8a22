"""Waiting for a stack ends early when a process crashes again and again, and only then."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from stack.problems import StackDidNotStart
from stack.running.launcher import give_up_on_a_crash_loop
from stack.state.layout import Layout
from stack.state.recorded_state import ProcessState, RecordedState


def restarted(times: int) -> RecordedState:
    worker = ProcessState(restarts=times, last_exit="ended with code 1")
    return RecordedState(processes={"worker": worker})


def wait_through(
    restarts: Iterable[int], seen: dict[str, int], folder: Path = Path("nowhere")
) -> None:
    for times in restarts:
        give_up_on_a_crash_loop(restarted(times), ["worker"], seen, Layout(folder))


def test_gives_up_on_a_process_that_crashes_while_it_is_waited_for() -> None:
    with pytest.raises(StackDidNotStart, match="worker does not start"):
        wait_through(range(20), seen={})


def test_says_what_the_process_wrote_last(tmp_path: Path) -> None:
    log = Layout(tmp_path).log_of("worker")
    log.parent.mkdir()
    log.write_text("It began.\nIts database is too old.\n\n")
    with pytest.raises(StackDidNotStart, match=r"It wrote last:\nIts database is too old\.$"):
        wait_through(range(20), {}, tmp_path)


def test_crashes_before_the_wait_began_are_no_crash_loop() -> None:
    wait_through([40, 41], seen={})


def test_counts_anew_when_another_supervisor_begins() -> None:
    seen: dict[str, int] = {}
    wait_through([40], seen)
    with pytest.raises(StackDidNotStart):
        wait_through(range(20), seen)
