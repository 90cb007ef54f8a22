"""SQL for decisions: written once, marked as applied, never edited."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.orders.domain.order import Decision
from services.orders.repository.orders import DECISION_FIELDS
from services.orders.tables import decisions

DECISION = tuple(decisions.c[name] for name in DECISION_FIELDS)


async def insert_decisions(
    connection: AsyncConnection, order_id: str, made: list[Decision]
) -> None:
    rows = [{**asdict(decision), "order_id": order_id} for decision in made]
    await connection.execute(insert(decisions), rows)


async def find_decision(
    connection: AsyncConnection, order_id: str, decision_id: str
) -> Decision | None:
    same = (decisions.c.id == decision_id) & (decisions.c.order_id == order_id)
    row = (await connection.execute(select(*DECISION).where(same))).mappings().one_or_none()
    return Decision(**row) if row else None


async def find_decision_of_message(
    connection: AsyncConnection, order_id: str, message_id: str
) -> Decision | None:
    """The decision that an earlier delivery of the same message recorded."""
    same = (decisions.c.message_id == message_id) & (decisions.c.order_id == order_id)
    row = (await connection.execute(select(*DECISION).where(same))).mappings().one_or_none()
    return Decision(**row) if row else None


async def mark_applied(connection: AsyncConnection, decision_id: str, at: datetime) -> None:
    same = decisions.c.id == decision_id
    await connection.execute(update(decisions).where(same).values(applied_at=at))
