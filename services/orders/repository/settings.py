"""SQL for partner settings: one row per overridden field, and their history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.settings import PartnerSettings
from services.orders.domain.settings_rules import DEFAULT, settings_in_force
from services.orders.tables import partner_settings, partner_settings_history

LOCK = text("SELECT pg_advisory_xact_lock(hashtext('turnup-orders-partner-settings'))")


@dataclass(frozen=True)
class Override:
    value: Any
    changed_by: str
    changed_at: datetime


Layers = dict[str, dict[str, Override]]
"""Partner → field → override."""


async def lock_settings(connection: AsyncConnection) -> None:
    """Let one change at a time validate the settings that it leads to."""
    await connection.execute(LOCK)


async def read_layers(connection: AsyncConnection, *partners: str) -> Layers:
    """The overrides of these partners, or of all when none is named."""
    t = partner_settings
    statement = select(t.c.partner, t.c.field, t.c.value, t.c.changed_by, t.c.changed_at)
    if partners:
        statement = statement.where(t.c.partner.in_(partners))
    layers: Layers = {}
    for row in await connection.execute(statement):
        override = Override(row.value, row.changed_by, row.changed_at)
        layers.setdefault(row.partner, {})[row.field] = override
    return layers


def in_force(layers: Layers, partner: str) -> PartnerSettings:
    """What the layers amount to for one partner."""
    return settings_in_force(
        *(_values(layers.get(name, {})) for name in dict.fromkeys((DEFAULT, partner)))
    )


async def read_settings(connection: AsyncConnection, partner_id: int) -> PartnerSettings:
    """The settings in force for one partner, in one statement."""
    partner = str(partner_id)
    return in_force(await read_layers(connection, DEFAULT, partner), partner)


async def write_overrides(
    connection: AsyncConnection, partner: str, values: Mapping[str, Any], reset: list[str], by: str
) -> None:
    """Set some fields and reset others, and keep both in the history."""
    written = [
        {"partner": partner, "field": field, "value": value, "changed_by": by}
        for field, value in values.items()
    ]
    if written:
        row = insert(partner_settings)
        put = row.on_conflict_do_update(
            index_elements=["partner", "field"],
            set_={
                "value": row.excluded.value,
                "changed_by": row.excluded.changed_by,
                "changed_at": func.now(),
            },
        )
        await connection.execute(put, written)
    if reset:
        t = partner_settings
        await connection.execute(delete(t).where(t.c.partner == partner, t.c.field.in_(reset)))
    undone: list[dict[str, Any]] = [
        {"partner": partner, "field": field, "value": None, "changed_by": by} for field in reset
    ]
    if written or undone:
        await connection.execute(insert(partner_settings_history), [*written, *undone])


def _values(overrides: Mapping[str, Override]) -> dict[str, Any]:
    return {field: override.value for field, override in overrides.items()}
