"""One stack for all drills, whose mail goes to a server that can be down."""

from collections.abc import AsyncIterator, Iterator

import pytest
from temporalio.client import Client

from scenarios.system import System
from tests.e2e.drills.post import Post
from tests.e2e.reaching import system_on, temporal_of
from tests.e2e.stack_under_test import StackUnderTest, running


@pytest.fixture(scope="package")
async def post() -> AsyncIterator[Post]:
    post = Post()
    await post.up()
    yield post
    await post.down()


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory, post: Post) -> Iterator[StackUnderTest]:
    folder = tmp_path_factory.mktemp("drills")
    with running(StackUnderTest(folder, TURNUP_SMTP_URL=post.server.url)) as under_test:
        yield under_test


@pytest.fixture(scope="package")
async def system(stack: StackUnderTest) -> AsyncIterator[System]:
    async with system_on(stack) as system:
        yield system


@pytest.fixture(scope="package")
async def temporal(stack: StackUnderTest) -> Client:
    return await temporal_of(stack)
