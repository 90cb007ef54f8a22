"""The application factory of every service: health, problems, authentication, life cycle.

All routers need a token, except those passed as `open_routers` (they verify callers themselves).
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from fastapi import APIRouter, Depends, FastAPI, Response
from fastapi.responses import JSONResponse

from chassis import operations
from chassis.auth import caller_of
from chassis.database import Database
from chassis.failpoints import arm
from chassis.housekeeping import Housekeeping
from chassis.idempotency import IdempotencyStore
from chassis.outbox import Outbox
from chassis.problems import App
from chassis.settings import ProcessSettings
from contracts.problems import Problem
from wording.refusals import detail_of

Step = Callable[[], Awaitable[None]]
READINESS_TIMEOUT_SECONDS = 3
FINISH_SECONDS = 2
log = structlog.get_logger()


def create_app(
    name: str,
    settings: ProcessSettings,
    *,
    title: str,
    routers: Sequence[APIRouter] = (),
    open_routers: Sequence[APIRouter] = (),
    database: Database | None = None,
    idempotency: IdempotencyStore | None = None,
    outbox: Outbox | None = None,
    housekeeping: Housekeeping | None = None,
    checks: Sequence[Step] = (),
    on_stop: Sequence[Step] = (),
) -> FastAPI:
    """One service's ASGI app. Readiness runs the database ping and `checks`, which raise when the
    process cannot do its work."""
    arm(settings.failpoint_dir)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        background = [asyncio.create_task(one.run()) for one in (outbox, housekeeping) if one]
        log.info("started", service=name)
        yield
        if outbox:
            # Not in the midst of a statement, which would lose its connection.
            outbox.stop()
            await asyncio.wait(background[:1], timeout=FINISH_SECONDS)
        for task in background:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for stop in on_stop:
            await stop()
        if database:
            await database.close()
        log.info("stopped", service=name)

    app = App(title=title, version="1", lifespan=lifespan)
    app.state.name = name
    app.state.settings = settings
    app.state.idempotency = idempotency
    app.state.outbox = outbox
    all_checks = [database.ping, *checks] if database else list(checks)
    app.include_router(_health_router(all_checks))
    for router in open_routers:
        app.include_router(router)
    of_operators = [operations.router] if outbox else []
    for router in [*routers, *of_operators]:
        app.include_router(router, dependencies=[Depends(caller_of)])
    return app


def _health_router(checks: Sequence[Step]) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="The process runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="The process can do its work", response_model=None)
    async def readyz() -> Response:
        failures = [failure for check in checks if (failure := await _failure_of(check))]
        body = {"status": "not ready" if failures else "ready", "failures": failures}
        return JSONResponse(body, 503 if failures else 200)

    return router


async def _failure_of(check: Step) -> str | None:
    try:
        async with asyncio.timeout(READINESS_TIMEOUT_SECONDS):
            await check()
    except Exception as error:
        detail = (
            detail_of(error) if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
        )
        return detail[:300]
    return None
