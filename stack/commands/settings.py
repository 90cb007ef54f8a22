"""`turnup settings PARTNER`: who changed which of a partner's settings, and when."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import one_line, say, say_json

if TYPE_CHECKING:
    from contracts.message import Page
    from contracts.settings import ChangedField, SettingsVersion
    from stack.running.connection import Connection


def settings(
    context: typer.Context,
    partner: Annotated[str, typer.Argument(help="A partner's number, or `default`.")] = "default",
    limit: Annotated[int, typer.Option(min=1, max=200, help="So many versions at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """The newest versions of a partner's settings: each field from which value to which."""
    from stack.running.connection import ask
    from wording.telling import phrase

    layout: Layout = context.obj
    zone, page = ask(layout, lambda c: _read(c, partner, limit))
    if as_json:
        say_json(page.model_dump(mode="json"))
        return
    for version in page.items:
        facts = version.model_dump(include={"number", "partner", "changed_by", "changed_at"})
        say(one_line(phrase("cli.settings.version", time_zone=zone, **facts)))
        for change in version.changes:
            say(f"    {one_line(_told(change))}")
    if not page.items:
        say(phrase("cli.settings.none"))


async def _read(
    connection: "Connection", partner: str, limit: int
) -> "tuple[str, Page[SettingsVersion]]":
    """The versions, and on whose clocks they are told."""
    orders = connection.operator.orders
    now = await orders.settings(partner)
    return now.settings.time_zone, await orders.settings_versions(partner, limit=limit)


def _told(change: "ChangedField") -> str:
    from wording.telling import phrase

    before, after = (json.dumps(one, ensure_ascii=False) for one in (change.before, change.after))
    is_reset = int(change.inherited_after)
    return phrase(
        "cli.settings.change", field=change.field, before=before, after=after, reset=is_reset
    )


def register(app: typer.Typer) -> None:
    app.command()(settings)
