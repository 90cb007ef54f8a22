"""One stack for the whole session, the people who act on it, and Temporal as operators see it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser
from temporalio.client import Client

from scenarios.system import System
from tests.chromium import a_browser
from tests.e2e.reaching import system_on, temporal_of
from tests.e2e.stack_under_test import StackUnderTest, running


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackUnderTest]:
    with running(StackUnderTest(tmp_path_factory.mktemp("e2e"))) as under_test:
        yield under_test


@pytest.fixture(autouse=True)
async def _begin_with_a_whole_stack(stack: StackUnderTest) -> None:
    await stack.is_whole()


@pytest.fixture(scope="session")
async def system(stack: StackUnderTest) -> AsyncIterator[System]:
    async with system_on(stack) as system:
        yield system


@pytest.fixture(scope="session")
async def temporal(stack: StackUnderTest) -> Client:
    return await temporal_of(stack)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser
