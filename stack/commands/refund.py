"""`turnup refund …`: ends a refund that will never be known, and has one tried again, as an
operator."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.running.request_keys import new_key
from stack.state.layout import Layout
from stack.terminal.lines import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from contracts.refunds import RefundView
    from stack.running.connection import Connection

RefundId = Annotated[str, typer.Argument(help="Such as ref_01k…; see `order show`.")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="See to refunds.")


@app.command()
def end(
    context: typer.Context,
    refund_id: RefundId,
    reason: Annotated[str, typer.Option(help="What the gateway says of it; for staff.")],
) -> None:
    """Give up a refund whose outcome the gateway does not know; the order is flagged."""
    from contracts.refunds import EndRefund

    ended, key = EndRefund(reason=reason), new_key()
    _say(
        context,
        "cli.refund.ended",
        lambda c: c.operator.payments.end_refund(refund_id, ended, key=key),
    )


@app.command()
def retry(context: typer.Context, refund_id: RefundId) -> None:
    """Ask the gateway again for a refund that failed or was ended; it is never made twice."""
    key = new_key()
    _say(
        context,
        "cli.refund.tried_again",
        lambda c: c.operator.payments.retry_refund(refund_id, key=key),
    )


def _say(
    context: typer.Context,
    sentence: str,
    act: "Callable[[Connection], Awaitable[RefundView]]",
) -> None:
    from stack.running.connection import ask
    from wording.telling import phrase

    layout: Layout = context.obj
    refund = ask(layout, act)
    amount = {"amount_minor": refund.amount_minor, "currency": refund.currency}
    say(phrase(sentence, refund_id=refund.id, gateway=refund.gateway, **amount))


def register(root: typer.Typer) -> None:
    root.add_typer(app, name="refund")
