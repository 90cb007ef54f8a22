"""Puts the simulator together: book, API, payment page and the courier in the background."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from chassis.body_limit import BodyLimit
from chassis.problems import install_problem_handlers
from services.payments.gateways.http import GatewayHttp, Transport
from services.payments.gateways.simulator.api import book_router, checkouts_router
from services.payments.gateways.simulator.book import Book
from services.payments.gateways.simulator.checkouts import Checkouts
from services.payments.gateways.simulator.courier import Courier
from services.payments.gateways.simulator.page import page_router
from services.payments.gateways.simulator.refunds import Refunds
from services.payments.gateways.simulator.settings import SimulatorSettings


def build_simulator(settings: SimulatorSettings, transport: Transport | None = None) -> FastAPI:
    """The simulator's ASGI app. `transport` replaces the network towards payments."""
    book = Book(settings.state_dir)
    checkouts = Checkouts(book, settings.settle_seconds, settings.gateway_public_url)
    http = GatewayHttp(settings.payments_url, transport)
    courier = Courier(book, checkouts, http, settings.webhook_secret.get_secret_value())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sending = asyncio.create_task(courier.run())
        yield
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending
        await http.close()
        book.close()

    app = FastAPI(title="Turnup gateway simulator", version="1", lifespan=lifespan)
    app.state.name = "simulator"
    app.state.settings = settings
    install_problem_handlers(app)
    app.add_middleware(BodyLimit)
    app.include_router(checkouts_router(checkouts, courier))
    app.include_router(book_router(Refunds(book)))
    app.include_router(page_router(checkouts, courier))

    @app.get("/healthz", summary="The process runs", tags=["health"])
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", summary="The book can be read", tags=["health"])
    async def readyz() -> dict[str, str]:
        await asyncio.to_thread(book.rows, "SELECT 1")
        return {"status": "ready"}

    return app
