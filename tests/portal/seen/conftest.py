"""The portal on a port for a real browser, and windows that tolerate no complaint."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import uvicorn
from playwright.async_api import Browser

from tests.chromium import a_browser
from tests.patience import eventually
from tests.portal.seen.looking import Eyes, open_eyes
from tests.portal.world import PortalWorld

OpenWindow = Callable[..., Awaitable[Eyes]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
async def portal_url(running_portal: PortalWorld) -> AsyncIterator[str]:
    """Its life cycle is the world's; the server only listens."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(running_portal.portal, lifespan="off", log_config=None)
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
    opened: list[Eyes] = []

    async def open_window(**wanted: object) -> Eyes:
        eyes = await open_eyes(browser, portal_url, **wanted)  # type: ignore[arg-type]
        opened.append(eyes)
        return eyes

    yield open_window
    for eyes in opened:
        await eyes.context.close()
    assert not [complaint for eyes in opened for complaint in eyes.complaints]
