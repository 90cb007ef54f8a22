"""Change partner settings: field by field over partner default, each change as one version. The
catalog is told whose customers cannot order."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.tokens import Caller
from contracts.said import said
from contracts.settings import (
    MOST_PARTNERS,
    ChangedField,
    ChangePartnerSettings,
    ClosedPartners,
    PartnerSettingsView,
    SettingsHaveChangedMeanwhile,
)
from services.orders.context import Context
from services.orders.domain.settings_changes import after_change, changes_between
from services.orders.domain.settings_rules import DEFAULT, require_consistent
from services.orders.messages import CLOSED_PARTNERS
from services.orders.repository.settings import (
    Layers,
    lock_settings,
    read_all_layers,
    read_layers,
    write_changes,
)
from services.orders.repository.settings_versions import list_versions, write_version
from services.orders.use_cases.read_settings import require_partner, settings_view

MOST_NAMED = 5
"""Of the versions that somebody else made meanwhile, the newest."""


async def change_settings(
    context: Context, caller: Caller, partner: str, command: ChangePartnerSettings
) -> PartnerSettingsView:
    """Override and reset fields; a command that changes nothing makes no version. Raises
    `SettingsAreInconsistent`, also when a change of partner default would make another partner's
    settings inconsistent, and `SettingsHaveChangedMeanwhile`. Running orders keep theirs."""
    require_partner(caller, partner)
    async with context.database.begin() as connection:
        await lock_settings(connection)
        layers = await read_layers(connection, partner)
        before = layers.own(partner)
        after = after_change(before, command)
        changes = changes_between(layers.inherited_by(partner), before, after)
        if not changes:
            return settings_view(context, layers, partner)
        await require_seen(connection, layers, partner, command.expected_version)
        by = caller.actor.label
        await write_changes(connection, partner, changes, by)
        await write_version(connection, partner, changes, after, by)
        now = await read_all_layers(connection)
        _require_consistent(now, partner)
        messages = await _tell_catalog(context, connection, now, changes)
    await context.inline.deliver(messages, context.settings.effects_wait_seconds)
    return settings_view(context, now, partner)


async def _tell_catalog(
    context: Context, connection: AsyncConnection, now: Layers, changes: list[ChangedField]
) -> list[int]:
    """Whose customers cannot order, if that may be others than before."""
    if all(one.field != "ordering_enabled" for one in changes):
        return []
    every = range(1, MOST_PARTNERS + 1)
    closed = [one for one in every if not now.in_force(str(one)).ordering_enabled]
    told = ClosedPartners(version=now.version, partner_ids=closed)
    return [await CLOSED_PARTNERS.add(context.outbox, connection, str(now.version), told)]


def _require_consistent(layers: Layers, partner: str) -> None:
    """A change of partner default concerns all who inherit."""
    concerned = [DEFAULT, *sorted(layers.overrides)] if partner == DEFAULT else [partner]
    for one in concerned:
        require_consistent(layers.in_force(one), one)


async def require_seen(
    connection: AsyncConnection, layers: Layers, partner: str, expected: int | None
) -> None:
    """Raises `SettingsHaveChangedMeanwhile`, which names who changed what, and when."""
    if expected is None or layers.version <= expected:
        return
    newer = await list_versions(connection, partner, after=expected, limit=MOST_NAMED)
    changes = [
        said(
            "settings.changed",
            changed_by=one.changed_by,
            changed_at=one.changed_at,
            time_zone=layers.in_force(partner).time_zone,
            fields=[change.field for change in one.changes],
        )
        for one in newer
    ]
    raise SettingsHaveChangedMeanwhile(version=newer[0].number, expected=expected, changes=changes)
