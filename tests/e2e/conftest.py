"""One stack for the whole session, the people who act on it, and Temporal as operators see it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from temporalio.client import Client

from chassis.settings import ProcessSettings
from clients.temporal import connect
from stack.demo.cast import Cast
from stack.demo.shelf import Shelf, stock
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
async def cast(stack: StackUnderTest) -> AsyncIterator[Cast]:
    async with Cast.to(stack.state) as everybody:
        yield everybody


@pytest.fixture(scope="session")
async def shelf(cast: Cast) -> Shelf:
    return await stock(cast)


@pytest.fixture(scope="session")
async def temporal(stack: StackUnderTest) -> Client:
    state = stack.state
    settings = ProcessSettings(
        profile="test",
        temporal_address=state.temporal_address,
        temporal_namespace=state.temporal_namespace,
    )
    return await connect(settings, "operator")
