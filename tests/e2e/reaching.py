"""The people who act on a stack under test, and Temporal as operators see it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client

from chassis.settings import ProcessSettings
from clients.system.temporal import connect
from scenarios.offerings import set_up
from scenarios.people import People
from scenarios.system import System
from stack.running.connection import Connection
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest


@asynccontextmanager
async def system_on(stack: StackUnderTest) -> AsyncIterator[System]:
    async with Connection.to(stack.state) as connection:
        people = People(connection.http, connection.urls)
        yield System(people, await set_up(people.operator), PATIENCE)


async def temporal_of(stack: StackUnderTest) -> Client:
    state = stack.state
    settings = ProcessSettings(
        profile="test",
        temporal_address=state.temporal_address,
        temporal_namespace=state.temporal_namespace,
    )
    return await connect(settings, "operator")
