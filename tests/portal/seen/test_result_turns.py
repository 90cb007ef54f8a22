"""A result page that is open turns by itself: with scripts by its stream, without them by asking
again, and after the portal itself was away."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, expect

from clients.system.orders import SystemOrders
from tests.patience import eventually
from tests.portal.cashier import Cashier
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import PHONE, open_eyes
from tests.portal.world import PortalWorld

Motion = Literal["reduce", "no-preference"]
pytestmark = [pytest.mark.engines, pytest.mark.browser]


async def paid_but_not_heard_of(pages: PortalWorld, cashier: Cashier) -> tuple[SystemOrders, str]:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    await cashier.pay(await cashier.open(order.id))
    return customer, order.id


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "none"])
async def test_s12_it_turns_to_what_is_final(
    pages: PortalWorld, cashier: Cashier, window: OpenWindow, has_scripts: bool
) -> None:
    customer, order_id = await paid_but_not_heard_of(pages, cashier)
    eyes = await window(
        cookie=await pages.session_of(customer), size=PHONE, has_scripts=has_scripts
    )
    await eyes.go(f"/orders/{order_id}/return")
    await expect(eyes.page.get_by_role("heading", name="Checking")).to_be_visible()
    await expect(eyes.page.get_by_text("Pay now")).to_have_count(0)
    await cashier.bring(order_id)
    await expect(eyes.page.get_by_role("heading", name="Successful")).to_be_visible()
    await expect(eyes.page.get_by_role("heading", name="Checking")).to_have_count(0)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
async def test_what_is_being_checked_turns_unless_nothing_may_move(
    pages: PortalWorld, cashier: Cashier, window: OpenWindow, motion: Motion
) -> None:
    customer, order_id = await paid_but_not_heard_of(pages, cashier)
    eyes = await window(cookie=await pages.session_of(customer))
    await eyes.page.emulate_media(reduced_motion=motion)
    await eyes.go(f"/orders/{order_id}/return")
    moving = await eyes.ask("moving")
    assert bool(moving) == (motion == "no-preference"), moving


async def test_an_open_result_goes_on_after_the_portal_came_back(
    pages: PortalWorld, cashier: Cashier, browser: Browser
) -> None:
    customer, order_id = await paid_but_not_heard_of(pages, cashier)
    async with listening(pages.portal) as port:
        url = f"http://127.0.0.1:{port}"
        eyes = await open_eyes(browser, url, cookie=await pages.session_of(customer))
        await eyes.go(f"/orders/{order_id}/return")
        await expect(eyes.page.get_by_role("heading", name="Checking")).to_be_visible()
    await cashier.bring(order_id)
    async with listening(pages.portal, port):
        await expect(eyes.page.get_by_role("heading", name="Successful")).to_be_visible()
        await eyes.context.close()


async def test_a_stream_that_failed_at_once_is_asked_for_again(
    pages: PortalWorld, cashier: Cashier, browser: Browser, portal_url: str
) -> None:
    customer, order_id = await paid_but_not_heard_of(pages, cashier)
    eyes = await open_eyes(browser, portal_url, cookie=await pages.session_of(customer))
    await eyes.page.route("**/return/live*", lambda route: route.abort(), times=1)
    await eyes.go(f"/orders/{order_id}/return")
    await expect(eyes.page.get_by_role("heading", name="Checking")).to_be_visible()
    await cashier.bring(order_id)
    await expect(eyes.page.get_by_role("heading", name="Successful")).to_be_visible()
    assert any("/live" in each or "ERR_FAILED" in each for each in eyes.complaints)
    await eyes.context.close()


@asynccontextmanager
async def listening(portal: FastAPI, port: int = 0) -> AsyncIterator[int]:
    """A portal that is killed at the end: who waits for an answer gets none."""
    sock = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(portal, lifespan="off", log_config=None, timeout_graceful_shutdown=0)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([sock]))

    async def has_started() -> bool:
        return server.started

    await eventually(has_started)
    try:
        yield sock.getsockname()[1]
    finally:
        server.should_exit = True
        await serving
        sock.close()
