"""`turnup order …`: reads orders and decides them, as an operator, through the public API."""

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from stack.running.request_keys import new_key
from stack.state.layout import Layout
from stack.terminal.lines import one_line, say, say_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from contracts.decisions import Decide
    from contracts.orders import OrderView
    from stack.running.connection import Connection

Answer = TypeVar("Answer")
Json = Annotated[bool, typer.Option("--json", help="For programs.")]
OrderId = Annotated[str, typer.Argument(help="Such as ord_01k…")]
ItemId = Annotated[str, typer.Argument(help="Such as itm_01k…; see `order show`.")]
Start = Annotated[str, typer.Option("--start", help="First day of service, YYYY-MM-DD.")]
Yes = Annotated[bool, typer.Option("--yes", help="Save in spite of a warning.")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Read and decide orders.")


@app.command("list")
def list_orders(
    context: typer.Context,
    status: Annotated[str | None, typer.Option(help="Only orders in this status.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many, newest first.")] = 30,
    as_json: Json = False,
) -> None:
    """The newest orders: what each waits for and who can act."""
    from rich.padding import Padding

    from clients.pages import first_of
    from stack.terminal.tables import Terminal
    from wording.telling import phrase

    page = _run(
        context,
        lambda c: first_of(
            lambda cursor, most: c.operator.orders.orders(
                status=status,  # type: ignore[arg-type]
                cursor=cursor,
                limit=most,
            ),
            limit,
        ),
    )
    if as_json:
        say_json(page.model_dump(mode="json"))
        return
    terminal = Terminal()
    for order in page.items:
        line = phrase(
            "cli.order.line",
            order_id=order.id,
            order_status=order.status,
            total_minor=order.total_minor,
            currency=order.currency,
            customer_id=order.customer_id,
        )
        waits_for = " ".join(told.text for told in order.waits_for)
        terminal.print(one_line(line), soft_wrap=True)
        lines = [waits_for, *(flag.why.text for flag in order.attention)]
        terminal.print(Padding("\n".join(one_line(line) for line in lines), (0, 0, 1, 4)))


@app.command()
def show(context: typer.Context, order_id: OrderId, as_json: Json = False) -> None:
    """One order: its items, documents and history."""
    from stack.sheets.order_sheet import read_sheet, render
    from stack.terminal.tables import Terminal

    sheet = _run(context, lambda c: read_sheet(c, order_id))
    if as_json:
        say_json(sheet.model_dump(mode="json"))
    else:
        Terminal().print(render(sheet))


@app.command()
def approve(
    context: typer.Context, order_id: OrderId, item_id: ItemId, start: Start, yes: Yes = False
) -> None:
    """Approve (or confirm) one item with its true start date."""
    from contracts.decisions import Decide

    _warn(context, item_id, _day(start), confirmed=yes)
    _decide(context, order_id, item_id, Decide(verdict="approve", start_on=_day(start)))


@app.command()
def reject(
    context: typer.Context,
    order_id: OrderId,
    item_id: ItemId,
    reason: Annotated[str, typer.Option(help="The customer reads it.")],
    to_card: Annotated[bool, typer.Option(help="Refund to the card, not the balance.")] = False,
) -> None:
    """Reject one item; what was paid for it is credited in full."""
    from contracts.decisions import Decide

    refund_to = "card" if to_card else "balance"
    command = Decide(verdict="reject", reason=reason, refund_to=refund_to)
    _decide(context, order_id, item_id, command)


@app.command("move-start")
def move_start(
    context: typer.Context, order_id: OrderId, item_id: ItemId, start: Start, yes: Yes = False
) -> None:
    """Correct the start date of an approved item; credit follows by itself."""
    from contracts.decisions import MoveStart

    _warn(context, item_id, _day(start), confirmed=yes)
    command = MoveStart(start_on=_day(start))
    outcome = _run(
        context, lambda c: c.operator.orders.move_start(order_id, item_id, command, key=new_key())
    )
    _say_outcome(outcome.applied, outcome.order)


@app.command()
def restart(context: typer.Context, order_id: OrderId) -> None:
    """Have a workflow take up an order whose own was ended in Temporal; it goes on where it was."""
    from contracts.reconciliation import StartAgain
    from wording.telling import phrase

    again = StartAgain(cause=new_key())
    order = _run(context, lambda c: c.operator.orders.start_again(order_id, again))
    say(phrase("cli.order.restarted", order_id=order.id, order_status=order.status))


@app.command()
def solve(
    context: typer.Context,
    order_id: OrderId,
    note: Annotated[str, typer.Option(help="What was found and done, for the audit.")],
) -> None:
    """Take the flags off an order that a person has looked at; a step that waits goes on."""
    from contracts.orders import SolveAttention
    from wording.telling import phrase

    solved = SolveAttention(note=note)
    order = _run(
        context, lambda c: c.operator.orders.solve_attention(order_id, solved, key=new_key())
    )
    facts = {"order_id": order.id, "order_status": order.status, "what_for": order.waits_for}
    say(phrase("cli.order.is", **facts))


def _warn(context: typer.Context, item_id: str, start_on: Any, *, confirmed: bool) -> None:
    """Of what payments' preview warns, before anything is recorded."""
    warning = _run(context, lambda c: _warning(c, item_id, start_on))
    if warning is None:
        return
    from wording.telling import phrase

    say(warning)
    if not confirmed:
        typer.confirm(phrase("cli.order.save_anyway"), abort=True)


async def _warning(connection: "Connection", item_id: str, start_on: Any) -> str | None:
    """Orders itself refuses what is to be refused, and takes decisions while payments is away."""
    from contracts.credits import CreditRequest
    from contracts.problems import Problem
    from wording.refusals import detail_of
    from wording.telling import phrase

    wanted = CreditRequest(order_item_id=item_id, new_start_on=start_on)
    try:
        warning = (await connection.operator.payments.preview_credit(wanted)).warning
        return warning.text if warning else None
    except Problem as problem:
        return phrase("cli.order.no_preview", reason=detail_of(problem)) if problem.passes else None


def _decide(context: typer.Context, order_id: str, item_id: str, command: "Decide") -> None:
    outcome = _run(
        context, lambda c: c.operator.orders.decide(order_id, item_id, command, key=new_key())
    )
    _say_outcome(outcome.applied, outcome.order)


def _say_outcome(applied: bool, order: "OrderView") -> None:
    from wording.telling import phrase

    say(phrase("cli.order.applied" if applied else "cli.order.recorded"))
    facts = {"order_id": order.id, "order_status": order.status, "what_for": order.waits_for}
    say(phrase("cli.order.is", **facts))


def _run(context: typer.Context, question: "Callable[[Connection], Awaitable[Answer]]") -> "Answer":
    from stack.running.connection import ask

    layout: Layout = context.obj
    return ask(layout, question)


def _day(text: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it like 2023-01-14") from None


def register(root: typer.Typer) -> None:
    root.add_typer(app, name="order")
