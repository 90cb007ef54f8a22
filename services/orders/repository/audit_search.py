"""SQL of a search over the audits of all orders and the versions of settings, the newest first."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    cast,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import record_of
from contracts.said import Said, said
from services.orders.domain.auditing import KINDS, SETTINGS_CHANGED, Change, WantedChanges
from services.orders.domain.settings_rules import DEFAULT
from services.orders.tables import audit, orders, settings_versions

a, v = audit, settings_versions
OF_ORDERS = select(a.c.id, a.c.at, a.c.actor, a.c.action, a.c.order_id, a.c.reason).add_columns(
    cast(orders.c.partner_id, Text).label("partner")
)
OF_SETTINGS = select(
    v.c.number.label("id"),
    v.c.changed_at.label("at"),
    v.c.changed_by.label("actor"),
    literal(SETTINGS_CHANGED).label("action"),
    cast(null(), Text).label("order_id"),
    v.c.changes.label("reason"),
    v.c.partner,
)


async def find_changes(connection: AsyncConnection, wanted: WantedChanges) -> list[Change]:
    """Each source gives its newest by its own index; the newest of both are the page."""
    branches = [branch.subquery().select() for branch in _branches(wanted)]
    if not branches:
        return []
    both = union_all(*branches).subquery()
    newest = select(both).order_by(both.c.at.desc(), both.c.id.desc()).limit(wanted.limit)
    rows = await connection.execute(newest)
    return [record_of(Change, row, reason=_reason(row)) for row in rows]


def _reason(row: Row[Any]) -> Said:
    if row.action != SETTINGS_CHANGED:
        return Said.model_validate(row.reason)
    return said("audit.settings_changed", fields=[str(one["field"]) for one in row.reason])


def _branches(wanted: WantedChanges) -> Iterator[Select[Any]]:
    if wanted.kind != "settings":
        of_orders = OF_ORDERS.join(orders, orders.c.id == a.c.order_id)
        if wanted.partner_id is not None:
            of_orders = of_orders.where(orders.c.partner_id == wanted.partner_id)
        if wanted.order_id is not None:
            of_orders = of_orders.where(a.c.order_id == wanted.order_id)
        if wanted.kind is not None:
            begins = (a.c.action.startswith(one, autoescape=True) for one in KINDS[wanted.kind])
            of_orders = of_orders.where(or_(*begins))
        yield _page(of_orders, (a.c.at, a.c.id, a.c.actor), wanted)
    if wanted.kind in (None, "settings") and wanted.order_id is None:
        of_settings = OF_SETTINGS
        if wanted.partner_id is not None:
            of_settings = of_settings.where(v.c.partner.in_((DEFAULT, str(wanted.partner_id))))
        yield _page(of_settings, (v.c.changed_at, v.c.number, v.c.changed_by), wanted)


def _page(
    found: Select[Any], columns: tuple[ColumnElement[Any], ...], wanted: WantedChanges
) -> Select[Any]:
    at, number, actor = columns
    if wanted.by is not None:
        found = found.where(actor.in_(wanted.actors))
    if wanted.changed_from is not None:
        found = found.where(at >= wanted.changed_from)
    if wanted.changed_before is not None:
        found = found.where(at < wanted.changed_before)
    if wanted.after is not None:
        found = found.where(tuple_(at, number) < tuple_(*wanted.after))
    return found.order_by(at.desc(), number.desc()).limit(wanted.limit)
