"""One stack for the whole session, the people who act on it, and Temporal as operators see it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser
from temporalio.client import Client

from chassis.settings import ProcessSettings
from clients.system.temporal import connect
from scenarios.offerings import set_up
from scenarios.people import People
from scenarios.system import System
from stack.running.connection import Connection
from tests.chromium import a_browser
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackUnderTest]:
    under_test = StackUnderTest(tmp_path_factory.mktemp("e2e"))
    try:
        under_test.start()
        yield under_test
    finally:
        under_test.stop()


@pytest.fixture(autouse=True)
async def _begin_with_a_whole_stack(stack: StackUnderTest) -> None:
    await stack.is_whole()


@pytest.fixture(scope="session")
async def system(stack: StackUnderTest) -> AsyncIterator[System]:
    async with Connection.to(stack.state) as connection:
        people = People(connection.http, connection.urls)
        yield System(people, await set_up(people.operator), PATIENCE)


@pytest.fixture(scope="session")
async def temporal(stack: StackUnderTest) -> Client:
    state = stack.state
    settings = ProcessSettings(
        profile="test",
        temporal_address=state.temporal_address,
        temporal_namespace=state.temporal_namespace,
    )
    return await connect(settings, "operator")


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser
