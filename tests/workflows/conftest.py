"""A real Temporal whose clock a test can move, and orders that run on it."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from pydantic import SecretStr
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper
from temporalio.worker import Interceptor, Worker

from clients.system.order_workflow import OrderWorkflows
from clients.system.temporal import DATA_CONVERTER
from contracts import workflow as names
from contracts.decisions import ItemState, OrderPath
from contracts.refunds import RefundOutcome
from contracts.workflow import OrderTerms, TakenUp, order_workflow_id, refund_workflow_id
from stack.engines.temporal import TemporalServer
from stack.engines.temporal_discovery import choose_temporal
from tests.patience import eventually
from tests.workflows.held_steps import HeldSteps
from tests.workflows.histories import record_workflow
from tests.workflows.house import House, whole_house
from tests.workflows.refund_world import RefundWorld, RunningRefund
from tests.workflows.world import World
from workflows.worker import INTERCEPTORS, WORKFLOWS, workflow_runner

DAY = 86_400
Handle = WorkflowHandle[Any, Any]


@pytest.fixture(scope="session")
def temporal_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TemporalServer]:
    binary = choose_temporal({}, print).binary
    assert binary, "the wheel's Temporal is missing; run ./turnup doctor"
    server = TemporalServer(Path(tmp_path_factory.mktemp("temporal")), binary)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
async def client(temporal_server: TemporalServer) -> Client:
    async def connected() -> Client | None:
        try:
            return await Client.connect(
                temporal_server.address,
                namespace="turnup",
                data_converter=DATA_CONVERTER,
                identity="worker/1",
            )
        except RuntimeError:
            return None  # it listens before its frontend is healthy

    return await eventually(connected)


class RunningOrder:
    """An order on its own task queue, with the world it acts on."""

    def __init__(
        self,
        client: Client,
        handle: Handle,
        world: World,
        order_id: str,
        held: HeldSteps,
        worker: Worker,
    ) -> None:
        self.client, self.handle, self.world, self.id = client, handle, world, order_id
        self.held, self.worker = held, worker
        self.workflows = OrderWorkflows(client)

    async def lose_worker(self) -> None:
        """Nobody works on it until `find_worker`."""
        await self.worker.__aexit__(None, None, None)

    async def find_worker(self) -> None:
        """Another one, which knows of the order what its history says."""
        activities = self.world.activities()
        self.worker = await _working(self.client, self.worker.task_queue, activities, self.held)

    async def details(self) -> str:
        """What the Temporal UI shows as current details."""
        name = "__temporal_workflow_metadata"
        metadata = await self.handle.query(name, result_type=WorkflowMetadata)
        return str(metadata.current_details)

    async def settle(self, *, captured: bool = True, attempt: int = 1) -> None:
        """The gateway settled; the hint reaches the workflow."""
        if captured:
            self.world.captured = attempt
        else:
            self.world.declined.add(attempt)
        await self.workflows.payment_settled(self.id)

    async def fast_forward(self, **duration: float) -> None:
        """Move this order's clock; ends early when the order does."""
        await TimeSkipper(self.client).fast_forward(self.handle, timedelta(**duration))

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.01)

    async def until_in(self, item: str, state: ItemState) -> None:
        await self.until(lambda: self.world.items[item] == state)

    async def until_open(self, attempt: int = 1) -> None:
        """The payment page of this attempt exists."""
        await self.until(lambda: f"page {attempt}" in self.world.effects)

    async def until_read(self) -> None:
        """The workflow has its page and has found it unpaid."""
        await self.workflows.payment_settled(self.id)
        await self.until(lambda: self.world.tries["settle"] > 0)

    async def pay_again(self, attempt: int, payment_seconds: int | None = None) -> None:
        """Put a further attempt on record, and let the workflow hear of it."""
        self.world.newest_attempt, self.world.payment_seconds = attempt, payment_seconds
        await self.workflows.pay_again(self.id, attempt)
        await self.until_open(attempt)


class StartOrder(Protocol):
    def __call__(
        self,
        path: OrderPath = ...,
        items: tuple[str, ...] = ...,
        payment_hours: int = ...,
        approval_days: int = ...,
        held: tuple[str, ...] = ...,
        unseen: Callable[[Handle], Awaitable[None]] = ...,
        deadlines: dict[str, int] | None = ...,
        world: World | None = ...,
        taken_up: TakenUp | None = ...,
    ) -> Awaitable[RunningOrder]: ...


async def _nothing(_: Handle) -> None:
    """Comes before any worker has seen the order."""


@pytest.fixture
async def start_order(client: Client, request: pytest.FixtureRequest) -> AsyncIterator[StartOrder]:
    """Start orders as the product does; each has a worker and a world of its own. `deadlines` are
    further terms, in days."""
    started: list[RunningOrder] = []

    async def start(
        path: OrderPath = "upfront",
        items: tuple[str, ...] = ("it_1",),
        payment_hours: int = 72,
        approval_days: int = 30,
        held: tuple[str, ...] = (),
        unseen: Callable[[Handle], Awaitable[None]] = _nothing,
        deadlines: dict[str, int] | None = None,
        world: World | None = None,
        taken_up: TakenUp | None = None,
    ) -> RunningOrder:
        first: ItemState = "awaiting_payment" if path == "upfront" else "awaiting_approval"
        world = world or World(dict.fromkeys(items, first))
        order_id = f"ord_{secrets.token_hex(13)}"
        terms = OrderTerms(
            path=path,
            payment_seconds=payment_hours * 3_600,
            approval_seconds=approval_days * DAY,
            **{f"{name}_seconds": days * DAY for name, days in (deadlines or {}).items()},
            titles=[f"Fibre {number}00" for number, _ in enumerate(items, start=1)],
            taken_up=taken_up,
        )
        queue = f"queue-{order_id}"
        steps = HeldSteps(*held)
        handle = await client.start_workflow(
            names.ORDER_WORKFLOW,
            terms,
            id=names.order_workflow_id(order_id),
            task_queue=queue,
        )
        await unseen(handle)
        worker = await _working(client, queue, world.activities(), steps)
        started.append(RunningOrder(client, handle, world, order_id, steps, worker))
        return started[-1]

    yield start
    await _record_if_wanted(client, request, [order_workflow_id(order.id) for order in started])
    await _put_away(client, [order.worker for order in started])


class StartRefund(Protocol):
    def __call__(
        self, *outcomes: RefundOutcome, is_down: bool = ...
    ) -> Awaitable[RunningRefund]: ...


@pytest.fixture
async def start_refund(
    client: Client, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[StartRefund]:
    """Start a refund as payments does, on a task queue of its own."""
    running: list[Worker] = []
    refund_id = f"ref_{secrets.token_hex(13)}"
    monkeypatch.setattr(names, "TASK_QUEUE", f"queue-{refund_id}")

    async def start(*outcomes: RefundOutcome, is_down: bool = False) -> RunningRefund:
        world = RefundWorld(*outcomes)
        world.is_down = is_down
        running.append(await _working(client, names.TASK_QUEUE, world.activities()))
        refund = RunningRefund(client, world, refund_id)
        assert await refund.wake()
        return refund

    yield start
    await _record_if_wanted(client, request, [refund_workflow_id(refund_id, 0)])
    await _put_away(client, running)


async def _working(
    client: Client, queue: str, activities: Sequence[Callable[..., Any]], *more: Interceptor
) -> Worker:
    worker = Worker(
        client,
        task_queue=queue,
        workflows=WORKFLOWS,
        activities=activities,
        workflow_runner=workflow_runner(),
        interceptors=[*INTERCEPTORS, *more],
    )
    await worker.__aenter__()
    return worker


async def _record_if_wanted(
    client: Client, request: pytest.FixtureRequest, workflow_ids: list[str]
) -> None:
    scenario = request.node.get_closest_marker("scenario")
    if scenario and request.config.getoption("--record-histories"):
        await record_workflow(client, workflow_ids[0], scenario.args[0])


async def _put_away(client: Client, running: list[Worker]) -> None:
    for worker in running:
        await worker.__aexit__(None, None, None)
    # Nothing stays open to retry against a world that is gone.
    for worker in running:
        async for execution in client.list_workflows(
            f"TaskQueue = '{worker.task_queue}' AND ExecutionStatus = 'Running'"
        ):
            await _end(client.get_workflow_handle(execution.id))


async def _end(handle: WorkflowHandle[Any, Any]) -> None:
    """Unless it has ended: the server's list comes a moment late."""
    try:
        await handle.terminate()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


@pytest.fixture(scope="module")
async def house(
    tmp_path_factory: pytest.TempPathFactory,
    new_database: Callable[[str], str],
    temporal_server: TemporalServer,
    token_keys: dict[str, SecretStr],
) -> AsyncIterator[House]:
    """All services over the engines, for the tests of one module."""
    folder, address = tmp_path_factory.mktemp("house"), temporal_server.address
    async with whole_house(folder, new_database, address, token_keys) as built:
        yield built
