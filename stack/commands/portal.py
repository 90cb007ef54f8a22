"""`turnup portal account CUSTOMER`: makes a customer's account and mails a link into the portal."""

from typing import Annotated

import typer

from stack.state.layout import Layout


def account(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(help="The customer, as its partner names it.")],
    partner: Annotated[int, typer.Option(help="Whose customer it is, by number.")],
) -> None:
    """Make a customer's account, if there is none, and mail a link into the portal."""
    from stack.running.connection import ask
    from stack.running.request_keys import new_key
    from stack.terminal.lines import say

    layout: Layout = context.obj
    made = ask(layout, lambda c: c.portal.invite(partner, customer, key=new_key()))
    say(f"{made.email} was mailed a link into the portal (account {made.id}).")
    say("It works once and for a short time; the sign-in page mails another one.")


def register(app: typer.Typer) -> None:
    portal = typer.Typer(help="The customers' portal.", no_args_is_help=True)
    portal.command()(account)
    portal.callback()(lambda: None)
    app.add_typer(portal, name="portal")
