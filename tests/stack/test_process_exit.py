"""A command ends with its own exit code and all that it printed, whatever its threads still do."""

import os
import subprocess
import sys

import pytest

ENDS = """
import atexit, os, sys
from stack.process_exit import exit_after
atexit.register(os.abort)  # what a foreign thread may do to the interpreter's teardown

def run():
    print("told", end="")
    {run}

exit_after(run)
"""


@pytest.mark.parametrize(
    ("run", "code", "told"),
    [
        ("pass", 0, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit('no such order')", 1, "no such order"),
        ("raise ValueError('odd')", 1, "ValueError: odd"),
    ],
)
def test_the_exit_code_is_that_of_what_was_run(run: str, code: int, told: str) -> None:
    command = [sys.executable, "-c", ENDS.format(run=run)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (code, "told")
    assert told in ended.stderr


def test_a_reader_that_has_gone_is_no_failure() -> None:
    command = [sys.executable, "-c", ENDS.format(run="print('a line')")]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=buffered) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(30) == 0
