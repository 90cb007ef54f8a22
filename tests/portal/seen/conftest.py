"""The portal on a port for a real browser, and windows that tolerate no complaint."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser

from tests.chromium import a_browser
from tests.patience import eventually
from tests.portal.seen.looking import Eyes, open_eyes
from tests.portal.world import STAFF_COOKIE, PortalWorld

OpenWindow = Callable[..., Awaitable[Eyes]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
async def portal_url(running_portal: PortalWorld) -> AsyncIterator[str]:
    async with served(running_portal.portal) as url:
        yield url


@pytest.fixture(scope="session")
async def admin_url(running_portal: PortalWorld) -> AsyncIterator[str]:
    async with served(running_portal.admin_portal) as url:
        yield url


@asynccontextmanager
async def served(portal: FastAPI) -> AsyncIterator[str]:
    """Its life cycle is the world's; the server only listens."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(portal, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([listening]))

    async def has_started() -> bool:
        return server.started

    await eventually(has_started)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture
async def window(browser: Browser, portal_url: str) -> AsyncIterator[OpenWindow]:
    """Opens windows (`open_eyes`); at the end none may have complained."""
    async with windows(browser, portal_url) as open_window:
        yield open_window


@pytest.fixture
async def desk_window(browser: Browser, admin_url: str) -> AsyncIterator[OpenWindow]:
    """The same at the admins' portal; `cookie` is of `session_of_staff`."""
    async with windows(browser, admin_url, cookie_name=STAFF_COOKIE) as open_window:
        yield open_window


@asynccontextmanager
async def windows(browser: Browser, url: str, **always: str) -> AsyncIterator[OpenWindow]:
    opened: list[Eyes] = []

    async def open_window(**wanted: object) -> Eyes:
        eyes = await open_eyes(browser, url, **always, **wanted)  # type: ignore[arg-type]
        opened.append(eyes)
        return eyes

    yield open_window
    for eyes in opened:
        await eyes.context.close()
    assert not [complaint for eyes in opened for complaint in eyes.complaints]
