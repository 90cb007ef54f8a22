"""The windows of a module's tests, and each look that a customer's may have."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from stack.running.connection import Connection
from tests.e2e.portal.customer import (
    DESK,
    LOOKS,
    PHONE,
    PHONE_WITHOUT_SCRIPTS,
    Look,
    Windows,
)
from tests.e2e.stack_under_test import StackUnderTest


@pytest.fixture(scope="module")
async def windows(browser: Browser, stack: StackUnderTest) -> AsyncIterator[Windows]:
    async with Connection.to(stack.state) as connection:
        windows = Windows(browser, connection.portal)
        yield windows
        await windows.close()


USUAL = (DESK, PHONE_WITHOUT_SCRIPTS)
"""Of each run; the others are for the nights."""


def _param(look: Look) -> object:
    marks = () if look in USUAL else pytest.mark.nightly
    return pytest.param(look, id=look.name, marks=marks)


@pytest.fixture(params=[_param(look) for look in LOOKS])
def look(request: pytest.FixtureRequest) -> Look:
    found: Look = request.param
    return found


@pytest.fixture(params=[_param(look) for look in (DESK, PHONE)])
def scripted(request: pytest.FixtureRequest) -> Look:
    """Where what the page does without scripts is seen elsewhere."""
    found: Look = request.param
    return found
