"""The windows of a test's staff, beside those of its customers."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from stack.running.connection import Connection
from tests.e2e.desk.staff import Desks
from tests.e2e.portal.conftest import scripted, windows
from tests.e2e.stack_under_test import StackUnderTest

__all__ = ["desks", "scripted", "windows"]


@pytest.fixture
async def desks(browser: Browser, stack: StackUnderTest) -> AsyncIterator[Desks]:
    async with Connection.to(stack.state) as connection:
        desks = Desks(browser, connection.staff)
        yield desks
        await desks.close()
