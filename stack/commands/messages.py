"""`turnup messages`: what does not get from one service to another, and letting it try or go."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import say, say_json

if TYPE_CHECKING:
    from contracts.operations import StuckMessage
    from stack.running.connection import Connection


def messages(
    context: typer.Context,
    release: Annotated[
        str | None,
        typer.Option(metavar="SERVICE/ID", help="Try this one again now.", show_default=False),
    ] = None,
    dismiss: Annotated[
        str | None,
        typer.Option(metavar="SERVICE/ID", help="Nobody needs this one.", show_default=False),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(help="Why nobody needs the one that is dismissed.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Messages that were given up, or are tried for too long; exits with 1 if there are any."""
    from stack.running.connection import ask
    from stack.running.stuck_messages import stuck_messages
    from wording.telling import phrase

    layout: Layout = context.obj
    if release and dismiss:
        raise typer.BadParameter("one message at a time: --release or --dismiss")
    if dismiss and not (reason and reason.strip()):
        raise typer.BadParameter("say why nobody needs it: --reason")
    if reason and not dismiss:
        raise typer.BadParameter("--reason says why one is dismissed: name it with --dismiss")
    named = release or dismiss

    async def run(connection: "Connection") -> "list[tuple[str, StuckMessage]]":
        if named is not None:
            return [await _decide(connection, named, reason if dismiss else None)]
        return await stuck_messages(connection)

    found = ask(layout, run)
    if as_json:
        rows = [{"service": name, **one.model_dump(mode="json")} for name, one in found]
        say_json(rows)
    elif named is not None:
        done = "cli.messages.released" if named == release else "cli.messages.dismissed"
        say(phrase(done, named=named, message=_what(found[0][1])))
    else:
        _print(found)
    if found and named is None:
        raise typer.Exit(1)


async def _decide(
    connection: "Connection", named: str, reason: str | None
) -> "tuple[str, StuckMessage]":
    """Dismissed for a reason, or released without one."""
    from clients.operations import services_with_messages
    from contracts.operations import DismissMessage

    service, _, number = named.partition("/")
    services = services_with_messages(connection.operator)
    if service not in services or not number.isdecimal():
        known = ", ".join(services)
        raise typer.BadParameter(f"{named!r}: write it like payments/42; services are {known}")
    client = services[service]
    if reason is None:
        return service, await client.release_message(int(number))
    return service, await client.dismiss_message(int(number), DismissMessage(reason=reason))


def _print(found: "list[tuple[str, StuckMessage]]") -> None:
    from wording.telling import phrase

    if not found:
        say(phrase("cli.messages.none"))
        return
    for service, one in found:
        say(
            phrase(
                "cli.messages.stuck",
                named=f"{service}/{one.id}",
                message=_what(one),
                stuck_state=one.state,
                since_at=one.stuck_since,
                count=one.attempts,
            )
        )
        say(f"    {one.last_error or phrase('cli.messages.no_error')}")
    say(phrase("cli.messages.how_to_release"))
    say(phrase("cli.messages.how_to_dismiss"))


def _what(one: "StuckMessage") -> str:
    return f"{one.topic} {one.key}"


def register(app: typer.Typer) -> None:
    app.command()(messages)
