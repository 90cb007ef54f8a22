"""Whether a process can do its work, looked at in the background: asking costs nothing, and a look
that hangs is seen to hang. Mends nothing; it says what is wrong and how to mend it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from chassis.outbox import words_of
from contracts.health import Finding, Health

LOOK_AGAIN_SECONDS = 0.5
"""After trouble, so that what was mended is soon seen."""
LEAST_REST = 2
"""Times as long as the look took."""
LATE_SECONDS = 5.0
LONGEST_WORDS = 500

log = structlog.get_logger()


class Trouble(Exception):
    """From a look: what is wrong, and how to mend it where it is not the check's usual fix."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


@dataclass(frozen=True)
class Check:
    """`look` returns when all is well; it raises `Trouble`, or whatever it stumbles over."""

    name: str
    look: Callable[[], Awaitable[None]]
    fix: str
    is_vital: bool = True
    """Whether the process cannot do its work without; else it is only degraded."""
    every_seconds: float = 5.0
    within_seconds: float = 3.0

    def failed(self, what: str, fix: str = "") -> Finding:
        return Finding(
            check=self.name,
            state="broken" if self.is_vital else "degraded",
            what=what[:LONGEST_WORDS],
            fix=fix or self.fix,
        )


class Checks:
    """All checks of one process, each on its own, so that none waits for another."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks
        self._looks: dict[str, tuple[Finding, float]] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        await asyncio.gather(*(self._keep_looking(check) for check in self._checks))

    def health(self) -> Health:
        """As it was found last. What was never looked at is not ready."""
        checks = [self._last(check) for check in self._checks]
        states = {finding.state for finding in checks}
        if "broken" in states:
            return Health(status="not ready", checks=checks)
        return Health(status="degraded" if "degraded" in states else "ready", checks=checks)

    def _last(self, check: Check) -> Finding:
        if check.name not in self._looks:
            what = "The process has just started and has not looked yet."
            return Finding(
                check=check.name, state="broken", what=what, fix="Ask again in a moment."
            )
        finding, looked_at = self._looks[check.name]
        age = time.monotonic() - looked_at
        if age > check.every_seconds + check.within_seconds + LATE_SECONDS:
            return check.failed(f"It hangs: the look that began {age:.0f} s ago does not end.")
        return finding

    async def _keep_looking(self, check: Check) -> None:
        while True:
            began = time.monotonic()
            finding = await _look(check)
            self._note(finding)
            rest = check.every_seconds
            if finding.state != "ok":
                took = time.monotonic() - began
                rest = min(rest, max(LOOK_AGAIN_SECONDS, took * LEAST_REST))
            await asyncio.sleep(rest)

    def _note(self, finding: Finding) -> None:
        before, _ = self._looks.get(finding.check, (None, 0.0))
        self._looks[finding.check] = finding, time.monotonic()
        was = before.state if before else "ok"
        if finding.state != was:
            tell = log.info if finding.state == "ok" else log.warning
            tell("check_changed", check=finding.check, state=finding.state, what=finding.what)


async def _look(check: Check) -> Finding:
    try:
        async with asyncio.timeout(check.within_seconds):
            await check.look()
    except Trouble as trouble:
        return check.failed(trouble.what, trouble.fix)
    except TimeoutError:
        return check.failed(f"No answer within {check.within_seconds:g} s.")
    except Exception as error:
        return check.failed(words_of(error))
    return Finding(check=check.name, state="ok")
