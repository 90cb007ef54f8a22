"""`turnup up`: starts the stack and returns when every process is ready."""

from typing import Annotated

import typer

from stack.state.layout import Layout


def up(
    context: typer.Context,
    profile: Annotated[str, typer.Option(help="What processes are told to be.")] = "local",
    timeout_seconds: Annotated[float, typer.Option("--timeout", help="Seconds to wait.")] = 90,
    free_ports: Annotated[
        bool, typer.Option("--free-ports", help="Keep away from the default ports.")
    ] = False,
) -> None:
    """Start everything, or what is missing; safe to repeat."""
    import time

    from stack.running.connection import ask
    from stack.running.health import lasting_troubles
    from stack.running.saved_views import saved_views
    from stack.running.start import start_stack
    from stack.staff_login import make_first
    from stack.state.recorded_state import read_state
    from stack.terminal.tables import Terminal, styled

    layout: Layout = context.obj
    terminal = Terminal()
    began = time.monotonic()
    was_up = read_state(layout.state_file).is_up
    if not was_up:
        terminal.print("Starting PostgreSQL, Temporal and the processes…")
    stack = start_stack(
        layout.root,
        profile,
        timeout_seconds=timeout_seconds,
        free_ports=free_ports,
        on_ready=lambda name: None if was_up else terminal.print(" ", styled("✓", "green"), name),
    )
    for note in stack.recorded.notes:
        terminal.print(styled(note, "yellow"))
    terminal.print(
        f"The stack is already up (profile {stack.recorded.profile})."
        if was_up
        else f"Ready in {time.monotonic() - began:.1f} s."
    )
    for name, url in stack.urls.items():
        terminal.print(f"  {name:14} {url}")
    terminal.print(f"Its mails are read at {stack.urls['notifications']}/mailbox")
    if first := ask(layout, lambda connection: make_first(connection.staff)):
        terminal.print("The first admin of the admins' portal, told this once:")
        terminal.print(f"  e-mail    {first.email}")
        terminal.print(f"  password  {first.password}")
    terminal.print("Views of the Temporal UI:")
    for name, url in saved_views(stack.recorded).items():
        terminal.print(f"  {name:16} {url}", soft_wrap=True)
    for name, trouble in lasting_troubles(layout, stack.recorded):
        terminal.trouble(f"{name}, {trouble.check}: {trouble.what}", trouble.fix)


def register(app: typer.Typer) -> None:
    app.command()(up)
