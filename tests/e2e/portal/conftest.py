"""The windows of a module's tests, and each look that a customer's may have."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from stack.running.connection import Connection
from tests.e2e.portal.customer import LOOKS, Look, Windows
from tests.e2e.stack_under_test import StackUnderTest


@pytest.fixture(scope="module")
async def windows(browser: Browser, stack: StackUnderTest) -> AsyncIterator[Windows]:
    async with Connection.to(stack.state) as connection:
        windows = Windows(browser, connection.portal)
        yield windows
        await windows.close()


@pytest.fixture(params=LOOKS, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    found: Look = request.param
    return found
