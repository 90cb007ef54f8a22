"""The worker process: `python -m workflows`. Waits for Temporal instead of failing without it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from temporalio.client import Client

from chassis.app import create_app
from chassis.logs import configure_logging
from chassis.read_settings import read_settings
from chassis.serve import serve
from clients.http import HttpClient
from clients.system.temporal import away_means_unavailable, connect
from contracts.problems import ServiceIsUnavailable
from workflows.checks import checks_of
from workflows.lookout import Lookout
from workflows.scheduling import schedule_reconciliation
from workflows.settings import WorkerSettings
from workflows.worker import build_worker, services_of, until_cancelled

RECONNECT_SECONDS = 0.5
log = structlog.get_logger()


class WorkerProcess:
    """Connects, works, and answers whether it does."""

    def __init__(self, settings: WorkerSettings) -> None:
        self._settings = settings
        self._client: Client | None = None

    async def run(self) -> None:
        """Work until cancelled; a worker that breaks ends the process, to be started afresh."""
        http = HttpClient("worker", self._settings.token_keys)
        try:
            self._client = await self._connect()
            services = services_of(self._settings, http)
            worker = build_worker(self._client, services, self._settings)
            log.info("working")
            beside = [
                asyncio.create_task(schedule_reconciliation(self._client, self._settings)),
                asyncio.create_task(Lookout(self._client, services).keep_looking()),
            ]
            try:
                await until_cancelled(worker)
            finally:
                for task in beside:
                    task.cancel()
        finally:
            await http.close()

    @property
    def client(self) -> Client | None:
        """Once it is connected."""
        return self._client

    async def _connect(self) -> Client:
        while True:
            try:
                async with away_means_unavailable():
                    return await connect(self._settings, "worker")
            except ServiceIsUnavailable as error:
                log.warning("temporal_is_away", reason=str(error))
                await asyncio.sleep(RECONNECT_SECONDS)


def build_app(settings: WorkerSettings) -> FastAPI:
    """The worker's health endpoints; the worker itself lives as long as the app does."""
    process = WorkerProcess(settings)
    app = create_app(
        "worker", settings, title="Turnup worker", checks=checks_of(lambda: process.client)
    )
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        async with inner(application):
            working = asyncio.create_task(process.run())
            working.add_done_callback(_end_process_if_broken)
            yield
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

    app.router.lifespan_context = lifespan
    return app


def _end_process_if_broken(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("worker_broke", exc_info=error)
        raise SystemExit(1)


def main() -> None:
    configure_logging("worker")
    settings = read_settings(WorkerSettings)
    serve(build_app(settings), settings)


if __name__ == "__main__":
    main()
