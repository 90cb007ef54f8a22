"""SQL of the gateways' books, as they were read: each capture and refund once a run."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.reconciling.differences import Line
from services.payments.tables.reconciling import reconciliation_lines

_line = insert(reconciliation_lines)
KEEP = _line.on_conflict_do_update(
    index_elements=[*reconciliation_lines.primary_key],
    set_={c.name: _line.excluded[c.name] for c in reconciliation_lines.c if not c.primary_key},
)
FORGET = """
DELETE FROM reconciliation_lines WHERE reconciliation_id IN (
    SELECT id FROM reconciliations WHERE finished_at IS NOT NULL OR started_at < :given_up
)
"""


async def keep_lines(
    connection: AsyncConnection, run_id: str, gateway: str, lines: Sequence[Line]
) -> None:
    """What a page of a gateway's book says; the newest word counts."""
    whose = {"reconciliation_id": run_id, "gateway": gateway}
    if lines:
        await connection.execute(KEEP, [whose | asdict(line) for line in lines])


async def count_lines(connection: AsyncConnection) -> None:
    """Let the database know how many there are: it has just got them, and plans joins by that."""
    await connection.execute(text("ANALYZE reconciliation_lines"))


async def forget_lines(connection: AsyncConnection, given_up: datetime) -> None:
    """Of the runs that have ended, and of those that began before then and never will."""
    await connection.execute(text(FORGET), {"given_up": given_up})
