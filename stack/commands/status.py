"""`turnup status`: what runs, since when, whether it does its work, and how to mend it."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import one_line, say_json

if TYPE_CHECKING:
    from stack.running.health import ProcessHealth
    from stack.state.recorded_state import RecordedState


def status(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show every process and what is wrong with it; exits with 1 unless all are ready."""
    from stack.running.health import ProcessHealth, look_at
    from stack.state.recorded_state import read_state

    layout: Layout = context.obj
    state = read_state(layout.state_file)
    down = dict.fromkeys(state.processes, ProcessHealth("down"))
    health = look_at(layout, state) if state.is_up else down
    rows = [_row(name, state, health[name]) for name in state.processes]
    phase = state.phase if state.is_up or state.phase == "failed" else "stopped"
    if as_json:
        summary = {"phase": phase, "problem": state.problem, "profile": state.profile}
        say_json(summary | {"urls": state.urls, "processes": rows})
    else:
        _print(phase, state, rows, health)
    if phase != "running" or not all(one.is_good for one in health.values()):
        raise typer.Exit(1)


def _row(name: str, state: "RecordedState", health: "ProcessHealth") -> dict[str, object]:
    import time

    process = state.processes[name]
    up = state.is_up
    since = process.running_since if up else None
    return {
        "name": name,
        "state": process.state if up else "stopped",
        "pid": process.pid if up else None,
        "port": state.ports.get(name),
        "health": health.word,
        "troubles": [trouble.model_dump() for trouble in health.troubles],
        "restarts": process.restarts,
        "last_exit": process.last_exit,
        "uptime_seconds": round(time.time() - since) if since else None,
    }


def _print(
    phase: str,
    state: "RecordedState",
    rows: list[dict[str, object]],
    health: dict[str, "ProcessHealth"],
) -> None:
    from rich.table import Table
    from rich.text import Text

    from stack.running.saved_views import saved_views
    from stack.terminal.tables import Terminal, styled

    terminal = Terminal()
    problem = f". {one_line(state.problem)}".rstrip()
    terminal.print(Text.assemble("The stack is ", (phase, "bold"), problem))
    if phase == "stopped":
        terminal.print("Start it with `./turnup up`.")
        return
    table = Table(box=None, header_style="bold")
    for column in ("process", "state", "pid", "port", "health", "restarts", "uptime"):
        table.add_column(column)
    for row in rows:
        good = health[str(row["name"])].is_good
        restarts = f"{row['restarts']} ({row['last_exit']})" if row["restarts"] else "0"
        shown = [row["name"], row["state"], row["pid"] or "", row["port"] or ""]
        word = styled(row["health"], "green" if good else "red")
        table.add_row(*map(str, shown), word, restarts, _uptime(row["uptime_seconds"]))
    terminal.print(table)
    for name, process in health.items():
        for trouble in process.troubles:
            terminal.trouble(f"{name}, {trouble.check}: {trouble.what}", trouble.fix)
    terminal.print(f"Temporal UI: {state.urls.get('temporal_ui', '')}")
    if "temporal_ui" in state.urls:
        for name, url in saved_views(state).items():
            terminal.print(f"  {name:16} {url}", soft_wrap=True)


def _uptime(seconds: object) -> str:
    if not isinstance(seconds, int):
        return ""
    minutes, hours = seconds // 60, seconds // 3600
    return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min {seconds % 60} s"


def register(app: typer.Typer) -> None:
    app.command()(status)
