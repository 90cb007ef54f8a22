"""The application factory of every service: health, problems, authentication, life cycle.

All routers need a token, except those passed as `open_routers` (they verify callers themselves).
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from fastapi import APIRouter, Depends, FastAPI, Request, Response

from chassis import operations
from chassis.auth import caller_of
from chassis.checks import Check, Checks
from chassis.database import Database
from chassis.failpoints import arm
from chassis.housekeeping import Housekeeping
from chassis.idempotency import IdempotencyStore
from chassis.outbox import Outbox
from chassis.problems import App
from chassis.settings import ProcessSettings
from chassis.this_machine import is_from_this_machine
from contracts.health import Health

Step = Callable[[], Awaitable[None]]
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
    checks: Sequence[Check] = (),
    on_stop: Sequence[Step] = (),
    is_public: bool = False,
) -> App:
    """One service's ASGI app, ready as its `checks` say. It looks at them while it lives. One that
    `is_public` describes neither its API nor its troubles to whoever comes by."""
    arm(settings.failpoint_dir)
    looking = Checks(checks)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        background = [
            asyncio.create_task(one.run()) for one in (outbox, housekeeping, looking) if one
        ]
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

    described_at = None if is_public else "/openapi.json"
    app = App(title=title, version="1", lifespan=lifespan, openapi_url=described_at)
    app.state.name = name
    app.state.settings = settings
    app.state.idempotency = idempotency
    app.state.outbox = outbox
    app.include_router(_health_router(looking, is_public=is_public))
    for router in open_routers:
        app.include_router(router)
    of_operators = [operations.router] if outbox else []
    for router in [*routers, *of_operators]:
        app.include_router(router, dependencies=[Depends(caller_of)])
    return app


def _health_router(checks: Checks, *, is_public: bool) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="The process runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="The process can do its work, or what keeps it from that")
    async def readyz(request: Request, response: Response) -> Health:
        health = checks.health()
        response.status_code = 503 if health.status == "not ready" else 200
        if is_public and not is_from_this_machine(request):
            return health.model_copy(update={"checks": []})
        return health

    return router
