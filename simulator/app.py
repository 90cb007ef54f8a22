"""Puts the simulator together: book, API, pages and the webhook sender in the background."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2 as httpx
from fastapi import APIRouter, Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from chassis.problems import App
from simulator.api import checkouts, faults, linked_methods, refunds
from simulator.book import Book
from simulator.checkouts import Checkouts
from simulator.clock import Clock, system_clock
from simulator.context import Context
from simulator.dependencies import ContextDep, require_merchant
from simulator.events import EventPublisher
from simulator.faults import Faults
from simulator.lost_answers import add_lost_answers
from simulator.merchant_requests import MerchantRequests
from simulator.settings import SimulatorSettings
from simulator.web import book_page, payment_page, wallet_page
from simulator.web.refusals import add_shown_refusals
from simulator.web.rendering import STATIC
from simulator.webhook_sender import WebhookSender, client_of_receiver

health = APIRouter(tags=["health"])


@health.get("/healthz", summary="The process runs")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@health.get("/readyz", summary="The book can be read")
async def readyz(context: ContextDep) -> dict[str, str]:
    await context.book.rows("SELECT 1")
    return {"status": "ready"}


def build_simulator(
    settings: SimulatorSettings,
    transport: httpx.AsyncBaseTransport | None = None,
    clock: Clock = system_clock,
) -> FastAPI:
    """The simulator's ASGI app. `transport` replaces the network towards payments."""
    book = Book(settings.state_dir)
    http = client_of_receiver(settings.payments_url, transport)
    script = Faults(settings.faults)
    publisher = EventPublisher(script, clock)
    context = Context(
        book=book,
        checkouts=Checkouts(book, settings.gateway_public_url),
        requests=MerchantRequests(book, script, clock, settings.key_window_seconds),
        webhooks=WebhookSender(book, http, settings.webhook_secret.get_secret_value(), publisher),
        publisher=publisher,
        faults=script,
        clock=clock,
        profile=settings.profile,
        api_key=settings.gateway_api_key,
        settle_seconds=settings.settle_seconds,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sending = asyncio.create_task(context.webhooks.run())
        yield
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending
        await http.aclose()
        book.close()

    app = App(title="Turnup gateway simulator", version="1", languages=["en"], lifespan=lifespan)
    app.state.context = context
    for resource in (checkouts, refunds, linked_methods, faults):
        app.include_router(resource.router, dependencies=[Depends(require_merchant)])
    for page in (payment_page, wallet_page, book_page):
        app.include_router(page.router)
    app.include_router(health)
    app.mount("/static", StaticFiles(directory=STATIC))
    add_shown_refusals(app)
    add_lost_answers(app)
    return app
