"""Puts the simulator together: book, API, pages and the webhook sender in the background."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2 as httpx
from fastapi import APIRouter, Depends, FastAPI

from chassis.problems import App
from simulator.access import merchant_guard
from simulator.api.checkouts import checkouts_router
from simulator.api.faults import faults_router
from simulator.api.linked_methods import linked_methods_router
from simulator.api.refunds import refunds_router
from simulator.book import Book
from simulator.book_page import book_page_router
from simulator.checkouts import Checkouts
from simulator.clock import Clock, system_clock
from simulator.context import Context
from simulator.events import EventPublisher
from simulator.faults import Faults
from simulator.lost_answers import lose_answers_when_told
from simulator.merchant_requests import MerchantRequests
from simulator.payment_page import payment_page_router
from simulator.settings import SimulatorSettings
from simulator.wallet_page import wallet_page_router
from simulator.webhook_sender import WebhookSender, way_to


def build_simulator(
    settings: SimulatorSettings,
    transport: httpx.AsyncBaseTransport | None = None,
    clock: Clock = system_clock,
) -> FastAPI:
    """The simulator's ASGI app. `transport` replaces the network towards payments."""
    book = Book(settings.state_dir)
    http = way_to(settings.payments_url, transport)
    faults = Faults(settings.faults)
    publisher = EventPublisher(faults, clock)
    context = Context(
        book=book,
        checkouts=Checkouts(book, settings.gateway_public_url),
        requests=MerchantRequests(book, faults, clock, settings.key_window_seconds),
        webhooks=WebhookSender(book, http, settings.webhook_secret.get_secret_value(), publisher),
        publisher=publisher,
        faults=faults,
        clock=clock,
        profile=settings.profile,
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

    app = App(title="Turnup gateway simulator", version="1", lifespan=lifespan)
    guard = Depends(merchant_guard(settings.gateway_api_key))
    for router in (checkouts_router, refunds_router, linked_methods_router, faults_router):
        app.include_router(router(context), dependencies=[guard])
    app.include_router(payment_page_router(context))
    app.include_router(wallet_page_router(context))
    app.include_router(book_page_router(context, settings))
    app.include_router(_health_router(book))
    lose_answers_when_told(app)
    return app


def _health_router(book: Book) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="The process runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="The book can be read")
    async def readyz() -> dict[str, str]:
        await book.rows("SELECT 1")
        return {"status": "ready"}

    return router
