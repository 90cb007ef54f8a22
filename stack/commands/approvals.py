"""`turnup approvals`: what waits for a decision, the most urgent first."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import one_line, say, say_json

if TYPE_CHECKING:
    from clients.orders import OrdersClient
    from contracts.approvals import WaitingCounts, WaitingOrder
    from contracts.message import Page
    from stack.running.connection import Connection

TOLD = {"total_minor", "currency", "customer_name", "decision_due_at", "time_zone", "flag_count"}


def approvals(
    context: typer.Context,
    partner: Annotated[int | None, typer.Option(min=1, help="Only of this partner.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="So many orders at most.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """What waits for a decision, the most urgent first: who wants what, and until when."""
    from stack.running.connection import ask

    layout: Layout = context.obj
    counts, page = ask(layout, lambda c: _read(c, partner, limit))
    if as_json:
        say_json({"counts": counts.model_dump(), **page.model_dump(mode="json")})
    else:
        _print(counts, page.items)


async def _read(
    connection: "Connection", partner: int | None, limit: int
) -> "tuple[WaitingCounts, Page[WaitingOrder]]":
    from clients.pages import first_of

    orders: OrdersClient = connection.operator.orders
    page = await first_of(
        lambda cursor, most: orders.approvals(partner_id=partner, cursor=cursor, limit=most), limit
    )
    return await orders.count_approvals(partner_id=partner), page


def _print(counts: "WaitingCounts", waiting: "list[WaitingOrder]") -> None:
    from wording.telling import phrase

    say(phrase("cli.approvals.counts", count=counts.waiting, **counts.model_dump()))
    for order in waiting:
        facts = order.model_dump(include=TOLD)
        head = phrase("cli.approvals.order", order_id=order.id, order_path=order.path, **facts)
        say(one_line(head))
        for item in order.items:
            line = phrase(
                "cli.approvals.item", item_id=item.id, title=item.title, item_state=item.state
            )
            say(f"    {one_line(line)}")
        if unnamed := order.item_count - len(order.items):
            say(f"    {phrase('cli.not_shown', count=unnamed)}")


def register(app: typer.Typer) -> None:
    app.command()(approvals)
