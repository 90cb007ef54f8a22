"""`turnup demo`: starts the stack if need be and plays orders on it, checked at the end."""

import typer

from stack.state.layout import Layout


def demo(context: typer.Context) -> None:
    """Play the whole story of orders on real engines; exits with 1 if any ends otherwise."""
    import asyncio

    from stack.demo import play
    from stack.running.start import start_stack
    from stack.terminal.tables import Terminal

    layout: Layout = context.obj
    terminal = Terminal()
    terminal.print("Starting PostgreSQL, Temporal and the processes…")
    state = start_stack(layout.root, "local")
    if not asyncio.run(play(state, terminal)):
        raise typer.Exit(1)
    terminal.print(
        f"The stack goes on running. Look around: {state.temporal_ui_url}, `./turnup order list`;"
        " end it with `./turnup down`."
    )


def register(app: typer.Typer) -> None:
    app.command()(demo)
