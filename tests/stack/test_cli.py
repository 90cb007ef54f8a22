"""What a person sees: help, one clear message, an exit code; never a traceback."""

import json
import sys
from pathlib import Path

import pytest

from stack import cli
from stack.problems import StackProblem
from stack.state.layout import Layout


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> "Run":
    monkeypatch.setenv("TURNUP_LOCAL", str(tmp_path / "state"))
    return Run(monkeypatch, capsys)


class Run:
    """Runs a command line in this process; returns exit code, output and error output."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["turnup", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = self._capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err


def test_help_names_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert all(f"  {name} " in out for name in cli.COMMANDS)


def test_a_wrong_word_is_wrong_usage(run: Run) -> None:
    code, _, err = run("upwards")
    assert code == 2
    assert "No such command" in err


def test_status_of_a_stopped_stack_fails_and_can_be_read_by_programs(run: Run) -> None:
    code, out, _ = run("status", "--json")
    assert code == 1
    assert json.loads(out)["phase"] == "stopped"


def test_down_without_a_stack_is_no_failure(run: Run) -> None:
    assert run("down") == (0, "Nothing was running.\n", "")


def test_purge_spares_a_folder_that_never_held_a_stack(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    code, _, _ = run("--state-dir", str(tmp_path), "down", "--purge", "--yes")
    assert code == 0
    assert (tmp_path / "letters").exists()


def test_logs_prints_the_last_lines_and_names_the_logs_there_are(run: Run, tmp_path: Path) -> None:
    layout = Layout(tmp_path / "state")
    layout.logs.mkdir(parents=True)
    layout.log_of("orders").write_text("first\nsecond\nthird\n")
    assert run("logs", "orders", "-n", "2") == (0, "second\nthird\n", "")
    code, _, err = run("logs", "ordres")
    assert code == 1
    assert "There are: orders." in err


def test_doctor_names_each_failure_with_its_fix(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TEMPORAL_CLI", str(tmp_path / "missing"))
    code, out, _ = run("doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(out)}
    assert code == 1
    assert not findings["temporal"]["ok"]
    assert "TEMPORAL_CLI" in findings["temporal"]["fix"]
    assert findings["disk"]["ok"]


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (StackProblem("The disk is full.", "Free some."), "turnup: The disk is full. Free some.\n"),
        (ValueError("odd"), "turnup: ValueError: odd (details in "),
    ],
)
def test_a_failure_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, failure: Exception, message: str
) -> None:
    def fail() -> None:
        raise failure

    monkeypatch.setattr(cli, "build", fail)
    code, _, err = run("status")
    assert code == 1
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_reconciling_without_a_stack_says_so(run: Run) -> None:
    code, _, err = run("reconcile")
    assert code == 1
    assert err == "turnup: The stack is not running. Start it with `./turnup up`.\n"
