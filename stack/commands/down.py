"""`turnup down`: ends the stack; with `--purge` its state as well."""

from typing import Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import say


def down(
    context: typer.Context,
    purge: Annotated[bool, typer.Option("--purge", help="Delete all state as well.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Stop everything, engines last; the state stays for the next `up`."""
    import shutil

    from stack.running.stop import stop_stack

    layout: Layout = context.obj
    # A folder without a trace of a stack was named by mistake: nothing in it is deleted.
    purge = purge and (layout.logs.exists() or layout.state_file.exists())
    if purge and not yes:
        typer.confirm(f"Delete every order, payment and log in {layout.root}?", abort=True)
    say("The stack is down." if stop_stack(layout.root) else "Nothing was running.")
    if purge:
        shutil.rmtree(layout.root)
        say(f"{layout.root} is deleted.")


def register(app: typer.Typer) -> None:
    app.command()(down)
