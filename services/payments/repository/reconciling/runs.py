"""SQL of runs and of what they found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.reconciliation import (
    BeginReconciliation,
    Finding,
    FindingKind,
    ReconciliationReport,
)
from services.payments.tables.reconciling import reconciliation_findings, reconciliations

_finding = insert(reconciliation_findings)
KEEP = _finding.on_conflict_do_update(
    index_elements=[*reconciliation_findings.primary_key],
    set_={name: _finding.excluded[name] for name in ("detail", "healed", "order_id")},
)
WORDS = {"findings": {"__all__": {"detail": {"text"}}}}
"""Made anew for whoever reads the report."""
BEFORE = text(
    """
    SELECT * FROM reconciliations
    WHERE CAST(:before AS text) IS NULL
        OR (started_at, id) < (SELECT started_at, id FROM reconciliations WHERE id = :before)
    ORDER BY started_at DESC, id DESC LIMIT :most
    """
)


@dataclass(frozen=True)
class Run:
    id: str
    since: datetime
    until: datetime
    started_at: datetime
    finished_at: datetime | None
    report: dict[str, Any] | None
    """As JSON, once it is finished."""


@dataclass(frozen=True)
class Tally:
    """How many findings of a kind there are, and how many of them are healed."""

    kind: FindingKind
    count: int
    healed_count: int


async def add_run(
    connection: AsyncConnection, wanted: BeginReconciliation, started_at: datetime
) -> None:
    """Once per id."""
    row = insert(reconciliations).values(**wanted.model_dump(), started_at=started_at)
    await connection.execute(row.on_conflict_do_nothing())


async def find_run(connection: AsyncConnection, run_id: str) -> Run | None:
    wanted = select(reconciliations).where(reconciliations.c.id == run_id)
    row = (await connection.execute(wanted)).one_or_none()
    return Run(**row._mapping) if row else None


async def runs_before(connection: AsyncConnection, before: str | None, limit: int) -> list[Run]:
    """Newest first: those that began before that one."""
    rows = await connection.execute(BEFORE, {"before": before, "most": limit})
    return [Run(**row._mapping) for row in rows]


async def finish_run(
    connection: AsyncConnection, run_id: str, report: ReconciliationReport
) -> None:
    t = reconciliations
    kept = {
        "finished_at": report.finished_at,
        "report": report.model_dump(mode="json", exclude=WORDS),
    }
    await connection.execute(update(t).where(t.c.id == run_id).values(**kept))


async def keep_findings(
    connection: AsyncConnection, run_id: str, findings: Iterable[Finding]
) -> None:
    """Once a kind and subject; the newest word of it counts."""
    rows = [{"reconciliation_id": run_id, **dict(one)} for one in findings]
    if rows:
        await connection.execute(KEEP, rows)


async def tallies_of(connection: AsyncConnection, run_id: str) -> list[Tally]:
    t = reconciliation_findings
    grouped = (
        select(t.c.kind, func.count(), func.count().filter(t.c.healed))
        .where(t.c.reconciliation_id == run_id)
        .group_by(t.c.kind)
        .order_by(t.c.kind)
    )
    return [Tally(*row) for row in await connection.execute(grouped)]


async def first_findings(connection: AsyncConnection, run_id: str, limit: int) -> list[Finding]:
    """Those that need a person first."""
    t = reconciliation_findings
    wanted = (
        select(t.c.kind, t.c.subject, t.c.order_id, t.c.detail, t.c.healed)
        .where(t.c.reconciliation_id == run_id)
        .order_by(t.c.healed, t.c.kind == "not_asked", t.c.kind, t.c.subject)
        .limit(limit)
    )
    return [Finding(**row._mapping) for row in await connection.execute(wanted)]
