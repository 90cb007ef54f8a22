"""`turnup bench`: measures a stack of its own. What measures stands above the stack, and so is
started by name: it takes the place of this process."""

from pathlib import Path
from typing import Annotated

import typer


def bench(
    rounds: Annotated[int, typer.Option(min=1, max=20, help="How often each is measured.")] = 3,
    orders: Annotated[
        int, typer.Option(min=4, max=400, help="In each arm; some do a multiple of it.")
    ] = 64,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="A file for programs.", show_default=False)
    ] = None,
) -> None:
    """Measure orders, the bare engine and pages, in turns; some minutes on two cores."""
    import os
    import sys

    from stack.problems import StackProblem
    from stack.state.layout import CHECKOUT

    arguments = [str(rounds), str(orders)]
    if json_file:
        file = Path(os.environ.get("TURNUP_CALLED_FROM", ".")).absolute() / json_file
        if not file.parent.is_dir():
            raise StackProblem(f"There is no folder {file.parent}.")
        arguments.append(str(file))
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, "-m", "benchmarks", *arguments])  # noqa: S606


def register(app: typer.Typer) -> None:
    app.command()(bench)
