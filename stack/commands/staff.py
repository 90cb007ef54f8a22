"""`turnup staff EMAIL`: lets somebody into the admins' portal, or gives a new password."""

from enum import StrEnum
from typing import Annotated

import typer

from stack.state.layout import Layout


class Role(StrEnum):
    PARTNER_ADMIN = "partner_admin"
    SUPER_ADMIN = "super_admin"
    OPERATOR = "operator"


def staff(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The mail address to sign in with.")],
    role: Annotated[Role, typer.Option(help="What that person is.")] = Role.SUPER_ADMIN,
    partner: Annotated[int | None, typer.Option(help="A partner's admin's, by number.")] = None,
    name: Annotated[str, typer.Option(help="What others read.")] = "Admin",
) -> None:
    """Let somebody into the admins' portal with a new password, which is told once."""
    from stack.problems import StackProblem
    from stack.running.connection import ask
    from stack.staff_login import make_login
    from stack.terminal.lines import say

    if (role is Role.PARTNER_ADMIN) != (partner is not None):
        raise StackProblem(
            "Nothing was done: a partner's admin has a partner, and nobody else has one.",
            "Name both, as `--role partner_admin --partner NUMBER`, or neither.",
        )
    layout: Layout = context.obj
    login = ask(layout, lambda c: make_login(c.staff, email, name, role.value, partner))
    say(f"{login.email} signs in with the password {login.password}")
    say("It is not kept anywhere; the same command makes another one.")


def register(app: typer.Typer) -> None:
    app.command()(staff)
