"""What the supervisor records, and what others read of it."""

import os
from pathlib import Path

from stack.state.process_identity import identify
from stack.state.recorded_state import ProcessState, RecordedState, read_state, write_state


def test_a_written_state_is_read_back(tmp_path: Path) -> None:
    state = RecordedState(
        phase="running",
        ports={"orders": 8102},
        processes={"orders": ProcessState(pid=7, started="then", state="running", restarts=2)},
    )
    write_state(tmp_path / "state.json", state)
    assert read_state(tmp_path / "state.json") == state


def test_a_missing_or_broken_file_is_an_empty_state(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    assert read_state(file) == RecordedState()
    for broken in ("", "{", "[]", '{"supervisor": 3}', '{"of_another_version": 1}'):
        file.write_text(broken)
        assert read_state(file) == RecordedState()


def test_a_supervisor_counts_as_up_only_with_its_own_start_time() -> None:
    me = identify(os.getpid())
    assert me
    alive = RecordedState(supervisor=ProcessState(me.pid, me.started))
    reused = RecordedState(supervisor=ProcessState(me.pid, "another start"))
    assert alive.is_up
    assert not reused.is_up


def test_engines_are_recorded_last() -> None:
    state = RecordedState(
        engines={"postgres": "wheel"},
        processes={"postgres": ProcessState(1, "a"), "orders": ProcessState(2, "b")},
    )
    assert [process.pid for process in state.recorded_processes()] == [2, 1]
