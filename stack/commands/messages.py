"""`turnup messages`: what does not get from one service to another, and letting it try again."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stack.layout import Layout

if TYPE_CHECKING:
    from contracts.operations import StuckMessage
    from stack.connection import Connection


def messages(
    context: typer.Context,
    release: Annotated[
        str | None,
        typer.Option(metavar="SERVICE/ID", help="Try this one again now.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Messages that were given up, or are tried for too long; exits with 1 if there are any."""
    import asyncio
    import json

    from stack.connection import Connection
    from stack.running import load_state
    from stack.stuck import stuck_messages

    layout: Layout = context.obj

    async def run() -> "list[tuple[str, StuckMessage]]":
        async with Connection.to(load_state(layout.root)) as connection:
            if release is not None:
                return [await _release(connection, release)]
            return await stuck_messages(connection)

    found = asyncio.run(run())
    if as_json:
        rows = [{"service": name, **one.model_dump(mode="json")} for name, one in found]
        print(json.dumps(rows, indent=2))
    elif release is not None:
        print(f"{release} is tried again now: {_what(found[0][1])}.")
    else:
        _print(found)
    if found and release is None:
        raise typer.Exit(1)


async def _release(connection: "Connection", named: str) -> "tuple[str, StuckMessage]":
    from stack.stuck import services_with_messages

    service, _, number = named.partition("/")
    services: dict[str, Any] = services_with_messages(connection)
    if service not in services or not number.isdecimal():
        known = ", ".join(services)
        raise typer.BadParameter(f"{named!r}: write it like payments/42; services are {known}")
    return service, await services[service].release_message(int(number))


def _print(found: "list[tuple[str, StuckMessage]]") -> None:
    if not found:
        print("Every message gets through.")
        return
    for service, one in found:
        since = one.stuck_since.strftime("%Y-%m-%d %H:%M")
        how = "given up" if one.state == "quarantined" else "still tried; waiting"
        print(f"{service}/{one.id}  {_what(one)}, {how} since {since}, {one.attempts} attempts")
        print(f"    {one.last_error or 'no error yet'}")
    print("Once the cause is solved: ./turnup messages --release SERVICE/ID")


def _what(one: "StuckMessage") -> str:
    return f"{one.topic} {one.key}"


def register(app: typer.Typer) -> None:
    app.command()(messages)
