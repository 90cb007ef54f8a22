"""SQL for the audit: who changed what, and why. Rows are written and read, never changed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listed_rows import listed
from chassis.rows import record_of
from contracts.said import Said
from services.orders.domain.offline_payment import BOOKED, NOT_BOOKED, RECORDED
from services.orders.tables import audit


@dataclass(frozen=True)
class NewEntry:
    """One row to write; a `message_id` is written once."""

    action: str
    reason: Said
    item_id: str | None = None
    message_id: str | None = None


@dataclass(frozen=True)
class KeptEntry:
    """One row as it was written."""

    id: int
    at: datetime
    actor: str
    action: str
    item_id: str | None
    reason: Said


_WRITTEN = ("order_id", "item_id", "at", "actor", "action", "reason", "message_id")
_given = listed(audit)
GIVEN_ENTRIES = select(*(_given.c[name] for name in _WRITTEN))
"""What `audit_rows` lists, as the parameter `audit`."""


def insert_entries(entries: Select[Any]) -> Insert:
    """A statement by itself, or part of the one that makes the change."""
    return insert(audit).from_select(_WRITTEN, entries).on_conflict_do_nothing()


Rows = list[dict[str, Any]]
WRITE_AUDIT = insert_entries(GIVEN_ENTRIES)
AUDITED = WRITE_AUDIT.cte("audited")


def audit_rows(order_id: str, actor: str, at: datetime, entries: Sequence[NewEntry]) -> Rows:
    about = {"order_id": order_id, "actor": actor, "at": at.isoformat()}
    said = [{"reason": entry.reason.model_dump(mode="json")} for entry in entries]
    return [about | asdict(entry) | why for entry, why in zip(entries, said, strict=True)]


async def write_audit(
    connection: AsyncConnection,
    order_id: str,
    actor: str,
    at: datetime,
    entries: Sequence[NewEntry],
) -> None:
    rows = audit_rows(order_id, actor, at, entries)
    await connection.execute(WRITE_AUDIT, {"audit": rows})


async def is_audited(connection: AsyncConnection, order_id: str, message_id: str) -> bool:
    """Whether this message already took effect on the order."""
    known = select(audit.c.id).where(audit.c.message_id == message_id, audit.c.order_id == order_id)
    return (await connection.execute(known)).first() is not None


async def awaits_booking(connection: AsyncConnection, order_id: str) -> bool:
    """Whether money was received outside the gateway and is not on its invoices yet."""
    known = select(audit.c.action).where(
        audit.c.order_id == order_id, audit.c.action.in_((RECORDED, BOOKED, NOT_BOOKED))
    )
    return set((await connection.execute(known)).scalars()) == {RECORDED}


async def reason_of(connection: AsyncConnection, order_id: str, action: str) -> Said | None:
    """Why the order was last treated so; None if it never was."""
    known = select(audit.c.reason).where(audit.c.order_id == order_id, audit.c.action == action)
    newest = await connection.execute(known.order_by(audit.c.id.desc()).limit(1))
    reason = newest.scalar_one_or_none()
    return Said.model_validate(reason) if reason else None


async def done_at(connection: AsyncConnection, order_id: str, action: str) -> datetime | None:
    """When the order was last treated so; None if it never was."""
    t = audit.c
    known = select(func.max(t.at)).where(t.order_id == order_id, t.action == action)
    found: datetime | None = (await connection.execute(known)).scalar_one()
    return found


async def list_audit(
    connection: AsyncConnection,
    order_id: str,
    before_id: int | None,
    limit: int,
    actions: Collection[str] | None = None,
) -> list[KeptEntry]:
    """Newest first; of some `actions` only, if they are named."""
    statement = select(audit).where(audit.c.order_id == order_id)
    if actions is not None:
        statement = statement.where(audit.c.action.in_(actions))
    if before_id is not None:
        statement = statement.where(audit.c.id < before_id)
    rows = await connection.execute(statement.order_by(audit.c.id.desc()).limit(limit))
    return [record_of(KeptEntry, row, reason=Said.model_validate(row.reason)) for row in rows]


async def entry_at(connection: AsyncConnection, order_id: str, entry_id: int) -> datetime | None:
    """When an entry was written; None if the order has no such."""
    known = select(audit.c.at).where(audit.c.order_id == order_id, audit.c.id == entry_id)
    found: datetime | None = (await connection.execute(known)).scalar_one_or_none()
    return found
