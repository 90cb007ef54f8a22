"""SQL that reads decisions and marks them as applied. Written they are by what changes orders."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.decisions import SeenPreview
from services.orders.domain.order import Decision
from services.orders.tables import decisions


async def find_decision(
    connection: AsyncConnection, order_id: str, decision_id: str
) -> Decision | None:
    return await _find(connection, order_id, decisions.c.id == decision_id)


async def find_decision_of_message(
    connection: AsyncConnection, order_id: str, message_id: str
) -> Decision | None:
    """The decision that an earlier delivery of the same message recorded."""
    return await _find(connection, order_id, decisions.c.message_id == message_id)


async def find_decisions_of_messages(
    connection: AsyncConnection, order_id: str, message_ids: Sequence[str]
) -> list[Decision]:
    """What earlier deliveries of these messages recorded."""
    same = (decisions.c.order_id == order_id) & decisions.c.message_id.in_(message_ids)
    rows = (await connection.execute(select(decisions).where(same))).mappings()
    return [decision_of(row) for row in rows]


async def find_decisions(
    connection: AsyncConnection, decision_ids: Sequence[str]
) -> dict[str, Decision]:
    """By id."""
    these = select(decisions).where(decisions.c.id.in_(decision_ids))
    rows = (await connection.execute(these)).mappings()
    return {row["id"]: decision_of(row) for row in rows}


async def mark_applied(connection: AsyncConnection, decision_id: str, at: datetime) -> None:
    same = decisions.c.id == decision_id
    await connection.execute(update(decisions).where(same).values(applied_at=at))


def decision_of(row: RowMapping, source: FromClause = decisions) -> Decision:
    """The decision in a row that has the columns of this table or subquery."""
    c = source.c
    return Decision(
        id=row[c.id],
        item_id=row[c.item_id],
        revision=row[c.revision],
        verdict=row[c.verdict],
        documents=row[c.documents],
        start_on=row[c.start_on],
        previous_start_on=row[c.previous_start_on],
        reason=row[c.reason],
        refund_to=row[c.refund_to],
        decided_by=row[c.decided_by],
        decided_at=row[c.decided_at],
        applied_at=row[c.applied_at],
        message_id=row[c.message_id],
        preview=SeenPreview.model_validate(row[c.preview]) if row[c.preview] else None,
    )


async def _find(
    connection: AsyncConnection, order_id: str, which: ColumnElement[bool]
) -> Decision | None:
    found = select(decisions).where(decisions.c.order_id == order_id, which)
    row = (await connection.execute(found)).mappings().one_or_none()
    return decision_of(row) if row else None
