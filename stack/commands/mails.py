"""`turnup mails`: which mails were written and what became of each, and having one sent again."""

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from stack.running.request_keys import new_key
from stack.state.layout import Layout
from stack.terminal.lines import one_line, say, say_json

if TYPE_CHECKING:
    from contracts.mails import MailState, MailView
    from stack.running.connection import Connection


def mails(
    context: typer.Context,
    state: Annotated[
        str | None,
        typer.Option(help="Only those: queued, sent or quarantined.", show_default=False),
    ] = None,
    resend: Annotated[
        str | None,
        typer.Option(metavar="MAIL", help="Send this one once more.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="So many at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """The newest mails, and what holds up those that did not get out."""
    from stack.running.connection import ask
    from wording.telling import phrase

    wanted = _state(state)

    async def run(connection: "Connection") -> "list[MailView]":
        notifications = connection.operator.notifications
        if resend is not None:
            return [await notifications.resend_mail(resend, key=new_key())]
        return (await notifications.mails(state=wanted, limit=limit)).items

    layout: Layout = context.obj
    found = ask(layout, run)
    if as_json:
        say_json([mail.model_dump(mode="json") for mail in found])
    elif resend is not None:
        say(one_line(phrase("cli.mails.resent", mail_id=resend, new_id=found[0].id)))
    else:
        for mail in found:
            _tell(mail)
        if not found:
            say(phrase("cli.mails.none"))


def _state(word: str | None) -> "MailState | None":
    from contracts.mails import MailState

    known: tuple[MailState, ...] = get_args(MailState)
    for state in known:
        if word == state:
            return state
    if word is not None:
        raise typer.BadParameter(f"{word!r}: it is one of {', '.join(known)}")
    return None


def _tell(mail: "MailView") -> None:
    from wording.telling import phrase

    facts = mail.model_dump(include={"id", "subject", "queued_at"})
    line = phrase("cli.mails.mail", mail_state=mail.state, to=", ".join(mail.to), **facts)
    say(one_line(line))
    if mail.files:
        names = ", ".join(file.name for file in mail.files)
        say(f"    {one_line(phrase('cli.mails.files', names=names))}")
    for trouble in filter(None, (mail.failure, mail.trouble)):
        say(f"    {one_line(trouble)}")


def register(app: typer.Typer) -> None:
    app.command()(mails)
