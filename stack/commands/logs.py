"""`turnup logs`: the last lines of the logs, and what follows."""

from pathlib import Path
from typing import Annotated

import typer

from stack.problems import StackProblem
from stack.state.layout import Layout
from stack.terminal.lines import say


def logs(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Processes; all if none.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as they grow.")] = False,
    lines: Annotated[int, typer.Option("-n", min=0, help="How many lines of each.")] = 20,
) -> None:
    """Print the end of the logs, of all or of some."""
    layout: Layout = context.obj
    files = {name: layout.log_of(name) for name in names or _known(layout)}
    for name, file in files.items():
        if not file.exists():
            known = ", ".join(_known(layout)) or "none yet"
            raise StackProblem(f"There is no log of {name}.", f"There are: {known}.")
    positions = {name: _print_end(name, file, lines, files) for name, file in files.items()}
    if follow:
        _follow(files, positions)


def _known(layout: Layout) -> list[str]:
    return sorted(file.stem for file in layout.logs.glob("*.log"))


def _print_end(name: str, file: Path, lines: int, files: dict[str, Path]) -> int:
    """Reads no more than the last part of a large log; returns where it ends."""
    with file.open("rb") as log:
        end = log.seek(0, 2)
        log.seek(max(0, end - 400 * max(lines, 1)))
        last = log.read(end - log.tell()).decode(errors="replace").splitlines()
    for line in last[-lines:] if lines else []:
        _print_line(name, line, files)
    return end


def _print_line(name: str, line: str, files: dict[str, Path]) -> None:
    say(f"{name:14}| {line}" if len(files) > 1 else line)


def _follow(files: dict[str, Path], positions: dict[str, int]) -> None:
    import time

    while True:
        for name, file in files.items():
            if file.stat().st_size < positions[name]:
                positions[name] = 0
            with file.open("rb") as log:
                log.seek(positions[name])
                for line in log:
                    _print_line(name, line.decode(errors="replace").rstrip("\n"), files)
                positions[name] = log.tell()
        time.sleep(0.3)


def register(app: typer.Typer) -> None:
    app.command()(logs)
