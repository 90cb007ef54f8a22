"""The state file and the secrets beside it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from stack.state.keys import keep_keys, load_keys
from stack.state.process_identity import ProcessIdentity, end_all, identify
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


def test_a_process_that_ignores_sigterm_is_killed_and_a_reused_pid_is_spared() -> None:
    code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); signal.pause()"
    with subprocess.Popen([sys.executable, "-u", "-c", code], stdout=subprocess.PIPE) as stubborn:
        assert stubborn.stdout
        stubborn.stdout.readline()
        identity = identify(stubborn.pid)
        assert identity
        end_all([ProcessIdentity(stubborn.pid, "another start")], grace_seconds=0)
        assert identity.is_alive()
        end_all([identity], grace_seconds=0.1)
        assert not identity.is_alive()


def test_secrets_are_made_once_and_kept_private(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    first = keep_keys(file, ["catalog"])
    later = keep_keys(file, ["catalog", "orders"])
    assert later.token_keys == first.token_keys
    assert later.role_passwords["catalog"] == first.role_passwords["catalog"]
    assert load_keys(file) == later
    assert all(len(secret) >= 32 for secret in later.token_keys.values())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
