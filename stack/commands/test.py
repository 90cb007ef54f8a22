"""`turnup test`: every check of the project, in the order of how quickly it can fail."""

from typing import Annotated

import typer

from stack.terminal.lines import say

LONG_TESTS = "long tests"
NO_TESTS = 5
"""pytest ends so when none was chosen, as in a folder without long ones."""


def run_checks(
    pytest_arguments: Annotated[
        list[str] | None, typer.Argument(help="Passed to pytest, after `--`.")
    ] = None,
    nightly: Annotated[bool, typer.Option("--nightly", help="The long tests as well.")] = False,
) -> None:
    """Lint, types, import rules, tests; stops at the first that fails."""
    import subprocess
    import sys
    from pathlib import Path

    from stack.problems import StackProblem
    from stack.state.layout import CHECKOUT

    tools = Path(sys.executable).parent
    for headline, command in _checks(pytest_arguments or [], nightly):
        say(f"── {headline}: {' '.join(command)}")
        done = subprocess.run([tools / command[0], *command[1:]], cwd=CHECKOUT, check=False)
        if done.returncode not in ((0, NO_TESTS) if headline == LONG_TESTS else (0,)):
            raise StackProblem(f"{headline} failed.", f"Repeat it alone: {' '.join(command)}")
    say("── all checks passed")


def _checks(pytest_arguments: list[str], nightly: bool) -> list[tuple[str, list[str]]]:
    spread = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
    short = ["pytest", *spread, *pytest_arguments]
    # One at a time, as each of them keeps all cores busy by itself.
    long = ["pytest", *pytest_arguments, "-m", "nightly"]
    return [
        ("lint", ["ruff", "check", "."]),
        ("format", ["ruff", "format", "--check", "."]),
        ("types", ["mypy"]),
        ("import rules", ["lint-imports"]),
        ("tests", short),
        *([(LONG_TESTS, long)] if nightly else []),
    ]


def register(app: typer.Typer) -> None:
    app.command("test", context_settings={"ignore_unknown_options": True})(run_checks)
