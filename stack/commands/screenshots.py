"""`turnup screenshots`: renews the pictures with which the README opens."""

import typer

from stack.state.layout import Layout


def screenshots(context: typer.Context) -> None:
    """Take the README's pictures anew, of both portals on a running stack; needs Chromium."""
    import asyncio

    from stack.doctor import find_chromium
    from stack.pictures import take_pictures
    from stack.problems import StackProblem
    from stack.running.start import start_stack
    from stack.state.layout import CHECKOUT
    from stack.terminal.tables import Terminal

    layout: Layout = context.obj
    browser = find_chromium()
    if browser is None:
        raise StackProblem(
            "There is no Chromium; no picture was taken.",
            "On Debian: apt-get install chromium-headless-shell; or name yours in CHROMIUM.",
        )
    terminal = Terminal()
    state = start_stack(layout.root, "local")
    asyncio.run(
        take_pictures(
            state, browser, lambda file: terminal.print(f"  {file.relative_to(CHECKOUT)}")
        )
    )


def register(app: typer.Typer) -> None:
    app.command()(screenshots)
