"""`./turnup` installs once for each lock, redoes what was cut short, and then stays out of the way.

Python and uv are stand-ins here: the launcher's own decisions are what is tested.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from stack.state.layout import CHECKOUT

PYTHON = """#!/bin/sh
case "$*" in
    *"-m venv"*) echo venv >>"$CALLS"; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    "-m stack"*) shift 2; echo "in $(basename "$PWD"): $*" ;;
esac
"""
UV = """#!/bin/sh
echo "uv $1 $2" >>"$CALLS"
[ ! -e fail ]
"""


class Checkout:
    """A folder with the launcher, a lock, and stand-ins on PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.calls_file = folder / "calls"
        (self.folder / "requirements").mkdir(parents=True)
        (self.folder / "below").mkdir()
        self.write_lock("thing==1\n")
        shutil.copy(CHECKOUT / "turnup", self.folder)
        for name, text in (("python3.13", PYTHON), ("uv", UV)):
            program = folder / "bin" / name
            program.parent.mkdir(exist_ok=True)
            program.write_text(text)
            program.chmod(0o755)
        self.environ = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
        self.environ["CALLS"] = str(self.calls_file)

    def write_lock(self, text: str) -> None:
        (self.folder / "requirements" / "local.lock").write_text(text)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """From a folder below, so that it must find its own place."""
        return subprocess.run(
            ["../turnup", *arguments],
            cwd=self.folder / "below",
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """What was called since the last look."""
        text = self.calls_file.read_text() if self.calls_file.exists() else ""
        self.calls_file.unlink(missing_ok=True)
        return text.splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_first_run_installs_and_the_second_only_runs(checkout: Checkout) -> None:
    first = checkout.run("status", "--json")
    assert (first.returncode, first.stdout) == (0, "in checkout: status --json\n")
    assert checkout.calls() == ["venv", "uv pip install"]
    second = checkout.run("up")
    assert (second.stdout, second.stderr) == ("in checkout: up\n", "")
    assert checkout.calls() == []


def test_a_changed_lock_is_installed_into_the_same_venv(checkout: Checkout) -> None:
    checkout.run()
    checkout.calls()
    checkout.write_lock("thing==2\n")
    checkout.run()
    assert checkout.calls() == ["uv pip install"]


def test_an_install_that_was_cut_short_is_redone_from_the_start(checkout: Checkout) -> None:
    checkout.run()
    checkout.calls()
    (checkout.folder / ".venv" / "installed.lock").unlink()
    assert checkout.run("up").returncode == 0
    assert checkout.calls() == ["venv", "uv pip install"]


def test_two_first_runs_install_once(checkout: Checkout) -> None:
    command = ["./turnup", "up"]
    runs = [
        subprocess.Popen(
            command, cwd=checkout.folder, env=checkout.environ, stdout=subprocess.DEVNULL
        )
        for _ in range(2)
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert checkout.calls() == ["venv", "uv pip install"]


def test_without_a_usable_python_the_remedy_is_named(checkout: Checkout) -> None:
    shims = checkout.folder / "no-python"
    shims.mkdir()
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        (shims / name).write_text("#!/bin/sh\nexit 1\n")
        (shims / name).chmod(0o755)
    checkout.environ["PATH"] = f"{shims}:{checkout.environ['PATH']}"
    run = checkout.run("up")
    assert run.returncode == 1
    assert "Install it" in run.stderr
