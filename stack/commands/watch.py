"""`turnup watch ORDER`: one order on the screen, anew whenever it changes, until it is done."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from stack.sheets.order_sheet import OrderSheet
    from stack.terminal.tables import Terminal


def watch(
    context: typer.Context,
    order_id: Annotated[str, typer.Argument(help="Such as ord_01k…")],
    every_seconds: Annotated[float, typer.Option("--every", help="Seconds between looks.")] = 1.0,
) -> None:
    """Follow an order live; ends when the order does, or with Ctrl-C."""
    from stack.running.connection import ask
    from stack.sheets.order_sheet import read_sheet
    from stack.terminal.tables import Terminal

    layout: Layout = context.obj

    ask(
        layout,
        lambda stack: follow(lambda: read_sheet(stack, order_id), Terminal(), every_seconds),
    )


async def follow(
    look: "Callable[[], Awaitable[OrderSheet]]", terminal: "Terminal", every_seconds: float
) -> None:
    """Show the whole page, however long: a terminal is cleared first, a pipe gets one after the
    other."""
    import asyncio

    from contracts.decisions import FINISHED
    from stack.sheets.order_sheet import render

    shown: OrderSheet | None = None
    while shown is None or shown.order.status not in FINISHED:
        if shown is not None:
            await asyncio.sleep(every_seconds)
        sheet = await look()
        if sheet != shown:
            terminal.clear()
            terminal.print(render(sheet))
            shown = sheet


def register(app: typer.Typer) -> None:
    app.command()(watch)
