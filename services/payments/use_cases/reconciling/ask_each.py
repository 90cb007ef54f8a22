"""Asks gateways about several payments at once, each with a limit of time, so that one that gets no
answer keeps nobody waiting. It is counted, and the next reconciliation asks again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog

from contracts.problems import Problem, ServiceIsUnavailable
from contracts.reconciliation import Finding

Asked = TypeVar("Asked")

ASKED_A_PAGE = 10
"""Few enough that a page is answered in time even if nobody answers us."""
AT_ONCE = 5
PATIENCE_SECONDS = 3.5

log = structlog.get_logger()


async def ask_each(
    rows: Sequence[Asked],
    name: Callable[[Asked], str],
    ask: Callable[[Asked], Awaitable[Finding | None]],
) -> list[Finding]:
    """What was found of these, in their order; `not_asked` for whom nobody answered, and
    `not_compared` where our own code failed."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(row: Asked) -> Finding | None:
        async with turns:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return await ask(row)
            except ServiceIsUnavailable:
                raise  # our own database is away: the whole page is compared again
            except (Problem, TimeoutError) as silence:
                return _not_asked(name(row), str(silence) or "no answer in time")
            except Exception as error:  # a broken one must not hide all others
                log.error("reconciling_failed", subject=name(row), exc_info=error)
                return _not_compared(name(row), error)

    found = await asyncio.gather(*(one(row) for row in rows), return_exceptions=True)
    for outcome in found:
        if isinstance(outcome, BaseException):
            raise outcome
    return [finding for finding in found if isinstance(finding, Finding)]


def _not_asked(subject: str, reason: str) -> Finding:
    return Finding(
        kind="not_asked",
        subject=subject,
        detail=f"The gateway could not be asked: {reason}"[:1_000],
    )


def _not_compared(subject: str, error: Exception) -> Finding:
    return Finding(
        kind="not_compared",
        subject=subject,
        detail=f"It could not be compared: {type(error).__name__}. The log of payments says more.",
    )
