"""`turnup watch ORDER`: one order on the screen, renewed until it is done."""

from typing import Annotated

import typer

from stack.layout import Layout

FINAL = ("completed", "rejected", "cancelled", "expired")


def watch(
    context: typer.Context,
    order_id: Annotated[str, typer.Argument(help="Such as ord_01k…")],
    every_seconds: Annotated[float, typer.Option("--every", help="Seconds between looks.")] = 1.0,
) -> None:
    """Follow an order live; ends when the order does, or with Ctrl-C."""
    import asyncio

    from rich.console import Console
    from rich.live import Live

    from stack.connection import Connection
    from stack.order_sheet import read_sheet, render
    from stack.running import load_state

    layout: Layout = context.obj

    async def follow() -> None:
        async with Connection.to(load_state(layout.root)) as connection:
            sheet = await read_sheet(connection, order_id)
            with Live(render(sheet), console=Console(highlight=False)) as live:
                while sheet.order.status not in FINAL:
                    await asyncio.sleep(every_seconds)
                    sheet = await read_sheet(connection, order_id)
                    live.update(render(sheet))

    asyncio.run(follow())


def register(app: typer.Typer) -> None:
    app.command()(watch)
