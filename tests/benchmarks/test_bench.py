"""`turnup bench` measures every arm on a stack of its own, and leaves nothing behind however it
ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from benchmarks.arms import arms
from tests.patience import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


class OwnFolder:
    """Where a benchmark keeps its state, and what it must leave alone."""

    def __init__(self, root: Path) -> None:
        self.temporary = root / "temporary"
        self.temporary.mkdir()
        self.of_others = root / "of-others"
        self.report = root / "report.json"

    def start(self, *options: str) -> "subprocess.Popen[str]":
        others = {
            "TURNUP_LOCAL": str(self.of_others),
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
            "TEMPORAL_ADDRESS": "127.0.0.1:1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "stack", "bench", *options],
            env=os.environ | others | {"TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def assert_nothing_is_left(self) -> None:
        assert list(self.temporary.iterdir()) == []
        assert not self.of_others.exists()
        commands = [one.info["cmdline"] or [] for one in psutil.process_iter(["cmdline"])]
        assert not [command for command in commands if str(self.temporary) in " ".join(command)]


@pytest.fixture
def folder(tmp_path: Path) -> OwnFolder:
    return OwnFolder(tmp_path)


@pytest.mark.nightly
def test_every_arm_is_measured_and_nothing_is_left(folder: OwnFolder) -> None:
    run = folder.start("--rounds", "1", "--orders", "4", "--json", str(folder.report))
    said, _ = run.communicate()
    assert run.returncode == 0, said
    report = json.loads(folder.report.read_text())
    assert report["medians"].keys() == arms(orders=4).keys()
    assert all(figures["per second"] > 0 for figures in report["medians"].values())
    # A signal that comes early saves the server one of ten.
    assert report["medians"]["bare engine"]["T"] in (9, 10)
    assert "orders a second, ours against bare engine" in said
    folder.assert_nothing_is_left()


@pytest.mark.nightly
async def test_an_end_in_the_midst_of_the_start_leaves_nothing(folder: OwnFolder) -> None:
    run = folder.start()

    async def begins() -> bool:
        return any(folder.temporary.glob("*/logs"))

    await eventually(begins)
    end(run, signal.SIGTERM)
    folder.assert_nothing_is_left()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--rounds", "21"], 2),
        (["--orders", "401"], 2),
        (["--json", "no-such-folder/report.json"], 1),
    ],
)
def test_what_is_out_of_bounds_is_refused_before_anything_starts(
    options: list[str], code: int, folder: OwnFolder
) -> None:
    run = folder.start(*options)
    said, _ = run.communicate()
    assert run.returncode == code, said
    folder.assert_nothing_is_left()


@pytest.mark.nightly
def test_ctrl_c_in_the_midst_of_an_arm_leaves_nothing(folder: OwnFolder) -> None:
    run = folder.start()
    assert run.stdout
    assert any("8 at once" in line for line in run.stdout)
    end(run, signal.SIGINT)
    folder.assert_nothing_is_left()


def end(run: "subprocess.Popen[str]", number: signal.Signals) -> None:
    """As a terminal does: all of its group hear of it."""
    os.killpg(run.pid, number)
    said, _ = run.communicate()
    assert run.returncode == 130, said
    assert "Traceback" not in said
