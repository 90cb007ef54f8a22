"""SQL of the reconciliation's own tables: runs, findings, and the gateways' books as read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.reconciliation import BeginReconciliation, Finding, ReconciliationReport
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.port import GatewayRefund
from services.payments.tables.reconciling import (
    reconciliation_findings,
    reconciliation_lines,
    reconciliations,
)

BEFORE = text(
    """
    SELECT * FROM reconciliations
    WHERE CAST(:before AS text) IS NULL
        OR (started_at, id) < (SELECT started_at, id FROM reconciliations WHERE id = :before)
    ORDER BY started_at DESC, id DESC LIMIT :most
    """
)


async def add_run(
    connection: AsyncConnection, wanted: BeginReconciliation, started_at: datetime
) -> None:
    """Once per id."""
    row = insert(reconciliations).values(**wanted.model_dump(), started_at=started_at)
    await connection.execute(row.on_conflict_do_nothing())


async def find_run(connection: AsyncConnection, run_id: str) -> Row[Any] | None:
    wanted = select(reconciliations).where(reconciliations.c.id == run_id)
    return (await connection.execute(wanted)).one_or_none()


async def runs_before(
    connection: AsyncConnection, before: str | None, limit: int
) -> Sequence[Row[Any]]:
    """Newest first: those that began before that one."""
    rows: Sequence[Row[Any]] = (
        await connection.execute(BEFORE, {"before": before, "most": limit})
    ).all()
    return rows


async def finish_run(
    connection: AsyncConnection, run_id: str, report: ReconciliationReport
) -> None:
    """Keep the report, and forget what the gateways' books said."""
    t = reconciliations
    kept = {"finished_at": report.finished_at, "report": report.model_dump(mode="json")}
    await connection.execute(update(t).where(t.c.id == run_id).values(**kept))
    await forget_lines(connection, [run_id])


async def unfinished_before(connection: AsyncConnection, moment: datetime) -> list[str]:
    """Runs that began before then and never came to their end."""
    t = reconciliations
    wanted = select(t.c.id).where(t.c.finished_at.is_(None), t.c.started_at < moment)
    return list((await connection.execute(wanted)).scalars())


async def forget_lines(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    t = reconciliation_lines
    await connection.execute(delete(t).where(t.c.reconciliation_id.in_(run_ids)))


async def keep_findings(
    connection: AsyncConnection, run_id: str, findings: Iterable[Finding]
) -> None:
    """Once a kind and subject; the newest word of it counts."""
    by_subject = {(one.kind, one.subject): one for one in findings}
    if not by_subject:
        return
    rows = [{"reconciliation_id": run_id, **one.model_dump()} for one in by_subject.values()]
    row = insert(reconciliation_findings).values(rows)
    newest = {"detail": row.excluded.detail, "healed": row.excluded.healed}
    same = row.on_conflict_do_update(
        index_elements=["reconciliation_id", "kind", "subject"], set_=newest
    )
    await connection.execute(same)


async def counts_of(connection: AsyncConnection, run_id: str) -> Sequence[Row[Any]]:
    """Kind, healed, count."""
    t = reconciliation_findings
    grouped = (
        select(t.c.kind, t.c.healed, func.count().label("found"))
        .where(t.c.reconciliation_id == run_id)
        .group_by(t.c.kind, t.c.healed)
        .order_by(t.c.kind)
    )
    return (await connection.execute(grouped)).all()


async def first_findings(connection: AsyncConnection, run_id: str, limit: int) -> list[Finding]:
    """Those that need a person first."""
    t = reconciliation_findings
    wanted = (
        select(t.c.kind, t.c.subject, t.c.detail, t.c.healed)
        .where(t.c.reconciliation_id == run_id)
        .order_by(t.c.healed, t.c.kind == "not_asked", t.c.kind, t.c.subject)
        .limit(limit)
    )
    rows = await connection.execute(wanted)
    return [Finding.model_validate(dict(row._mapping)) for row in rows]


async def keep_lines(
    connection: AsyncConnection,
    run_id: str,
    gateway: str,
    captures: Sequence[GatewayPayment],
    refunds: Sequence[GatewayRefund],
) -> None:
    """What a page of a gateway's book says, each payment and refund once."""
    rows = [
        _line("capture", told.payment_id or "", told.state, told.amount_minor, told.currency)
        for told in captures
    ] + [_line("refund", r.id, r.state, r.amount_minor, r.currency) for r in refunds]
    if not rows:
        return
    whose = {"reconciliation_id": run_id, "gateway": gateway}
    row = insert(reconciliation_lines).values([whose | line for line in rows])
    await connection.execute(row.on_conflict_do_nothing())


def _line(
    kind: str, gateway_id: str, state: str, amount_minor: int | None, currency: str | None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "gateway_id": gateway_id,
        "state": state,
        "amount_minor": amount_minor or 0,
        "currency": currency or "",
    }


async def uncompared_subjects(connection: AsyncConnection, run_id: str) -> set[str]:
    """What was given up in this run."""
    t = reconciliation_findings
    mine = (t.c.reconciliation_id == run_id) & (t.c.kind == "not_compared")
    return set((await connection.execute(select(t.c.subject).where(mine))).scalars())


async def in_doubt(connection: AsyncConnection, run_id: str, order_ids: Sequence[str]) -> set[str]:
    """Of which orders this run has found a refund at a gateway that is not as ours."""
    t = reconciliation_findings
    mine = (t.c.reconciliation_id == run_id) & t.c.kind.in_(("refund_unknown", "refund_differs"))
    told = (await connection.execute(select(t.c.detail).where(mine))).scalars().all()
    return {order_id for order_id in order_ids if any(order_id in detail for detail in told)}
