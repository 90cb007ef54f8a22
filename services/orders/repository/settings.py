"""SQL for partner settings as they are now: one row per field that is not inherited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, delete, func, select, text, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.settings import ChangedField, PartnerSettings
from services.orders.domain.settings_rules import DEFAULT, settings_in_force
from services.orders.tables import partner_settings, settings_versions

LOCK = text("SELECT pg_advisory_xact_lock(hashtext('turnup-orders-partner-settings'))")


@dataclass(frozen=True)
class Override:
    value: Any
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class Layers:
    """The fields of some partners, which are not inherited, by partner and name."""

    overrides: Mapping[str, Mapping[str, Override]]
    version: int
    """The newest change of them; 0: there was none."""

    def own(self, partner: str) -> dict[str, Any]:
        """The values alone."""
        return {name: one.value for name, one in self.overrides.get(partner, {}).items()}

    def in_force(self, partner: str) -> PartnerSettings:
        """What they amount to for one partner."""
        return settings_in_force(*(self.own(name) for name in dict.fromkeys((DEFAULT, partner))))

    def inherited_by(self, partner: str) -> PartnerSettings:
        """What they would amount to without its own."""
        return settings_in_force(*([] if partner == DEFAULT else [self.own(DEFAULT)]))


async def lock_settings(connection: AsyncConnection) -> None:
    """Let one change at a time validate the settings that it leads to."""
    await connection.execute(LOCK)


async def read_layers(connection: AsyncConnection, partner: str) -> Layers:
    """What the partner's settings are made of, in one statement."""
    t, partners = partner_settings, (DEFAULT, partner)
    newest = select(func.coalesce(func.greatest(*map(_newest, partners)), 0).label("version"))
    its = newest.subquery("newest")
    wanted = its.outerjoin(t, t.c.partner.in_(partners))
    return await _layers(connection, select(its.c.version, t).select_from(wanted))


async def read_all_layers(connection: AsyncConnection) -> Layers:
    """Of every partner."""
    newest = select(func.coalesce(func.max(settings_versions.c.number), 0).label("version"))
    its = newest.subquery("newest")
    wanted = its.outerjoin(partner_settings, true())
    return await _layers(connection, select(its.c.version, partner_settings).select_from(wanted))


async def read_settings(connection: AsyncConnection, partner_id: int) -> PartnerSettings:
    """The settings in force for one partner."""
    partner = str(partner_id)
    return (await read_layers(connection, partner)).in_force(partner)


async def write_changes(
    connection: AsyncConnection, partner: str, changes: Sequence[ChangedField], by: str
) -> None:
    t = partner_settings
    reset = [one.field for one in changes if one.inherited_after]
    written = [
        {"partner": partner, "field": one.field, "value": one.after, "changed_by": by}
        for one in changes
        if not one.inherited_after
    ]
    if written:
        row = insert(t)
        new = {name: row.excluded[name] for name in ("value", "changed_by")}
        put = row.on_conflict_do_update(
            index_elements=["partner", "field"], set_={**new, "changed_at": func.now()}
        )
        await connection.execute(put, written)
    if reset:
        await connection.execute(delete(t).where(t.c.partner == partner, t.c.field.in_(reset)))


async def _layers(connection: AsyncConnection, statement: Any) -> Layers:
    layers: dict[str, dict[str, Override]] = {}
    version = 0
    for row in await connection.execute(statement):
        version = row.version
        if row.partner is not None:
            override = Override(row.value, row.changed_by, row.changed_at)
            layers.setdefault(row.partner, {})[row.field] = override
    return Layers(layers, version)


def _newest(partner: str) -> ScalarSelect[int]:
    """Each found at the end of its own part of the index, however many there are."""
    t = settings_versions
    return select(func.max(t.c.number)).where(t.c.partner == partner).scalar_subquery()
