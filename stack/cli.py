"""The command line: one module a command under `stack/commands/`, and no traceback, ever.

A new command is a module with `register(app)` and its name in COMMANDS. Commands import what
is heavy inside their functions: `--help` imports every module of this list.
"""

import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from contracts.message import Language
from stack.problems import StackProblem
from stack.state.layout import Layout, default_state_dir
from stack.terminal.lines import complain
from wording.languages import speak

COMMANDS = (
    "up",
    "down",
    "status",
    "demo",
    "order",
    "approvals",
    "refund",
    "watch",
    "logs",
    "audit",
    "reconcile",
    "messages",
    "mails",
    "settings",
    "portal",
    "staff",
    "doctor",
    "bench",
    "screenshots",
    "test",
)


def build() -> typer.Typer:
    app = typer.Typer(
        name="turnup",
        help="Runs Turnup on this machine: real PostgreSQL, real Temporal, every service.",
        no_args_is_help=True,
        add_completion=False,
        # Rich help and tracebacks cost half of the time that `--help` takes.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def everywhere(
        context: typer.Context,
        state_dir: Annotated[
            Path | None, typer.Option(help="Where the stack keeps its state.", show_default=False)
        ] = None,
        language: Annotated[
            Language, typer.Option(envvar="TURNUP_LANGUAGE", help="What orders are told in.")
        ] = "en",
    ) -> None:
        speak(language)
        called_from = Path(os.environ.get("TURNUP_CALLED_FROM", "."))
        context.obj = Layout(called_from.absolute() / (state_dir or default_state_dir()))

    for name in COMMANDS:
        importlib.import_module(f"stack.commands.{name}").register(app)
    return app


def main() -> None:
    """Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    try:
        build()(prog_name="turnup")
    except StackProblem as problem:
        complain(f"turnup: {problem}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        log_file = default_state_dir() / "logs" / "cli.log"
        log_file.parent.mkdir(parents=True, exist_ok=True)
        with log_file.open("a") as log:
            traceback.print_exc(file=log)
        complain(f"turnup: {type(error).__name__}: {error} (details in {log_file})")
        sys.exit(1)
