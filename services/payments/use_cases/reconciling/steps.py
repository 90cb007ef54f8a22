"""What a reconciliation does about rows that differ: a bounded page of them, several at once, each
for a limited time, so that one that gets no answer keeps nobody waiting."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic

import structlog

from contracts.problems import Problem, ServiceIsUnavailable
from contracts.reconciliation import Finding, ReconciliationPage
from contracts.said import said
from services.payments.context import Context
from services.payments.gateways.port import Gateway
from services.payments.repository.reconciling.pages import Asked, Row, read_page
from services.payments.repository.reconciling.runs import Run, keep_findings
from wording.refusals import said_of

ASKED_A_PAGE = 10
"""Few enough that a page is answered in time even if nobody answers us."""
BOOKED_A_PAGE = 100
"""Where no gateway is asked."""
AT_ONCE = 5
PATIENCE_SECONDS = 3.5

log = structlog.get_logger()


@dataclass(frozen=True)
class Step(Generic[Row]):
    """Which rows differ, and what is done about each: it says what was found, if anything."""

    statement: str
    row: type[Row]
    look: Callable[[Context, Row], Awaitable[Finding | None]]
    most: int = ASKED_A_PAGE


async def compare_page(
    context: Context, run: Run, step: Step[Row], after: str
) -> ReconciliationPage:
    """The rows that follow that key. What is healed is kept at once, as it differs no more."""
    gateways = [gateway.name for gateway in books_of(context)]
    asked = Asked(run.id, context.now(), gateways, after, step.most)
    async with context.database.autocommit() as connection:
        rows = await read_page(connection, step.statement, step.row, asked)

    async def look(row: Row) -> Finding | None:
        finding = await step.look(context, row)
        if finding is not None and finding.healed:
            await keep(context, run.id, [finding])
        return finding

    findings = await ask_each(rows, look)
    await keep(context, run.id, findings)
    return ReconciliationPage(
        compared_count=len(rows),
        unasked_count=sum(finding.kind == "not_asked" for finding in findings),
        next_cursor=rows[-1].key if rows else None,
    )


async def ask_each(
    rows: Sequence[Row], ask: Callable[[Row], Awaitable[Finding | None]]
) -> list[Finding]:
    """What was found of these, in their order; `not_asked` for whom nobody answered, whom the next
    reconciliation asks again, and `not_compared` where our own code failed."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(row: Row) -> Finding | None:
        async with turns:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return await ask(row)
            except ServiceIsUnavailable:
                raise  # our own database is away: the whole page is compared again
            except (Problem, TimeoutError) as silence:
                refusal = said_of(silence) if isinstance(silence, Problem) else None
                return row.found(
                    said("reconciliation.not_asked", refusal=refusal), kind="not_asked"
                )
            except Exception as error:  # a broken one must not hide all others
                log.error("reconciling_failed", subject=row.subject, exc_info=error)
                broken = said("reconciliation.broken", error=type(error).__name__)
                return row.found(broken, kind="not_compared")

    found = await asyncio.gather(*(one(row) for row in rows), return_exceptions=True)
    for outcome in found:
        if isinstance(outcome, BaseException):
            raise outcome
    return [finding for finding in found if isinstance(finding, Finding)]


async def keep(context: Context, run_id: str, findings: list[Finding]) -> None:
    if findings:
        async with context.database.begin() as connection:
            await keep_findings(connection, run_id, findings)


def books_of(context: Context) -> list[Gateway]:
    return [gateway for gateway in context.gateways if gateway.capabilities.lists_its_book]
