"""What a process says of itself: each check alone, in the background, and hanging ones as such."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from chassis import checks as module
from chassis.checks import Check, Checks, Trouble
from contracts.health import Finding, Health
from tests.patience import eventually


class Look:
    """Finds what a test wants."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.count = 0

    async def __call__(self) -> None:
        self.count += 1
        if self.error:
            raise self.error


def check(name: str, look: object, *, is_vital: bool = True, within: float = 3) -> Check:
    return Check(
        name,
        look,  # type: ignore[arg-type]
        "Mend it.",
        is_vital=is_vital,
        every_seconds=0.01,
        within_seconds=within,
    )


@asynccontextmanager
async def looking(*checks: Check) -> AsyncIterator[Checks]:
    under_test = Checks(checks)
    running = asyncio.create_task(under_test.run())
    yield under_test
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def until(checks: Checks, status: str) -> Health:
    async def found() -> Health | None:
        health = checks.health()
        return health if health.status == status else None

    return await eventually(found)


async def test_a_process_that_has_not_looked_yet_is_not_ready() -> None:
    health = Checks([check("database", Look())]).health()
    assert health.status == "not ready"
    assert [finding.check for finding in health.troubles] == ["database"]


async def test_what_is_vital_makes_it_unready_and_what_is_mended_ready_again() -> None:
    vital, other = Look(), Look()
    async with looking(check("database", vital), check("outbox", other, is_vital=False)) as checks:
        assert (await until(checks, "ready")).troubles == []

        other.error = Trouble("It is late.")
        health = await until(checks, "degraded")
        late = Finding(check="outbox", state="degraded", what="It is late.", fix="Mend it.")
        assert health.troubles == [late]

        vital.error = Trouble("It is gone.", "Start it.")
        health = await until(checks, "not ready")
        gone = Finding(check="database", state="broken", what="It is gone.", fix="Start it.")
        assert health.troubles == [gone, late]

        vital.error = other.error = None
        await until(checks, "ready")


async def test_of_a_strangers_error_nothing_is_told_but_its_kind() -> None:
    look = Look()
    look.error = ValueError("mia@example.org")
    async with looking(check("odd", look)) as checks:

        async def told() -> str | None:
            return checks.health().troubles[0].what if look.count > 1 else None

        assert await eventually(told) == "ValueError"


async def test_a_look_that_hangs_keeps_no_other_from_looking() -> None:
    other = Look()

    async def never() -> None:
        await asyncio.Event().wait()

    async with looking(check("slow", never, within=0.01), check("quick", other)) as checks:

        async def hangs() -> list[Finding] | None:
            found = checks.health().troubles
            return found if [one.what for one in found] == ["No answer within 0.01 s."] else None

        assert [one.check for one in await eventually(hangs)] == ["slow"]
        assert other.count


async def test_a_look_that_cannot_even_be_cancelled_is_no_good_news_of_long_ago(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LATE_SECONDS", 0.0)
    hanging, let_go = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        while hanging.is_set() and not let_go.is_set():
            with suppress(asyncio.CancelledError):
                await let_go.wait()

    async with looking(check("stubborn", stubborn, within=0.01)) as checks:
        await until(checks, "ready")
        hanging.set()
        health = await until(checks, "not ready")
        assert health.troubles[0].what.startswith("It hangs")
        let_go.set()
        await until(checks, "ready")
