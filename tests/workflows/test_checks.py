"""What the worker, and who waits for it, say of Temporal; every trouble is made on a real server,
and gone once it is mended."""

import secrets
from collections.abc import Awaitable, Callable

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    RemoveSearchAttributesRequest,
)
from temporalio.client import Client

from chassis.checks import Trouble
from chassis.settings import ProcessSettings
from clients.system import task_queue
from clients.system.task_queue import require_polled_by, require_taken_up
from clients.system.workflows_on_demand import WorkflowsOnDemand
from contracts.problems import ServiceIsUnavailable
from stack.engines.temporal import HEALTH_NAMESPACE, TemporalServer
from tests.patience import eventually
from tests.workflows.shops import Shop, working
from workflows.checks import attributes_are_known, checks_of

pytestmark = [pytest.mark.engines, pytest.mark.timeout(180)]
Look = Callable[[], Awaitable[None]]


async def is_well(look: Look) -> None:
    async def passes() -> bool:
        try:
            await look()
        except Trouble:
            return False
        return True

    await eventually(passes, 60)


async def trouble_of(look: Look) -> Trouble:
    async def found() -> Trouble | None:
        try:
            await look()
        except Trouble as trouble:
            return trouble
        return None

    return await eventually(found, 60)


async def change(
    client: Client, *, remove: str = "", add: dict[str, "IndexedValueType.ValueType"] | None = None
) -> None:
    if remove:
        await client.operator_service.remove_search_attributes(
            RemoveSearchAttributesRequest(namespace=client.namespace, search_attributes=[remove])
        )
    if add:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=add)
        )


async def test_a_missing_search_attribute_or_one_of_the_wrong_type_is_told_until_it_is_there(
    client: Client,
) -> None:
    async def look() -> None:
        await attributes_are_known(client)

    await is_well(look)
    kinds = IndexedValueType
    await change(client, remove="ApprovalDueAt")
    try:
        trouble = await trouble_of(look)
        assert "ApprovalDueAt is missing" in trouble.what
        assert f"create --address {client.service_client.config.target_host}" in trouble.fix
        assert trouble.fix.endswith("--name ApprovalDueAt --type Datetime`.")

        await change(client, add={"ApprovalDueAt": kinds.INDEXED_VALUE_TYPE_KEYWORD})
        trouble = await trouble_of(look)
        assert "ApprovalDueAt is not of type Datetime" in trouble.what
        assert "remove" in trouble.fix
        await change(client, remove="ApprovalDueAt")
    finally:
        await change(client, add={"ApprovalDueAt": kinds.INDEXED_VALUE_TYPE_DATETIME})
    await is_well(look)


async def test_a_queue_that_nobody_polls_is_told_until_somebody_does(client: Client) -> None:
    queue = f"queue-{secrets.token_hex(6)}"
    shop = await client.start_workflow("Shop", id=f"shop/{queue}", task_queue=queue)

    async def look() -> None:
        await require_taken_up(client, queue)

    async def look_for_this_worker() -> None:
        await require_polled_by(client, queue)

    assert "no worker asks for tasks" in (await trouble_of(look)).what
    assert "asks for no tasks" in (await trouble_of(look_for_this_worker)).what
    async with working(client, queue, Shop):
        await is_well(look)
        await is_well(look_for_this_worker)
        await shop.signal("close")
        await shop.result()


async def test_tasks_that_a_worker_leaves_lying_are_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_queue, "LONGEST_WAIT_SECONDS", 1)
    queue = f"queue-{secrets.token_hex(6)}"

    async def look() -> None:
        await require_taken_up(client, queue)

    async with working(client, queue, Shop):
        await is_well(look)
    shop = await client.start_workflow("Shop", id=f"shop/{queue}", task_queue=queue)
    assert "waits for a worker since" in (await trouble_of(look)).what
    await shop.terminate()


@pytest.mark.parametrize(
    ("namespace", "what"),
    [
        (HEALTH_NAMESPACE, f"of the namespace {HEALTH_NAMESPACE}"),
        ("nowhere", "Namespace nowhere is not found"),
    ],
)
async def test_a_service_that_starts_orders_where_no_worker_listens_says_so(
    temporal_server: TemporalServer, namespace: str, what: str
) -> None:
    settings = ProcessSettings(
        profile="test",
        temporal_address=temporal_server.address,
        temporal_namespace=namespace,
    )
    check = WorkflowsOnDemand(settings, "orders").check()
    trouble = await trouble_of(check.look)
    assert what in trouble.what
    assert "TURNUP_TEMPORAL_NAMESPACE" in trouble.fix
    assert not check.is_vital


async def test_an_absent_temporal_is_told_once(client: Client) -> None:
    unconnected = checks_of(lambda: None)
    assert [(await trouble_of(check.look)).fix for check in unconnected]
    settings = ProcessSettings(profile="test", temporal_address="127.0.0.1:1")
    await WorkflowsOnDemand(settings, "orders").check().look()

    nowhere = await Client.connect("127.0.0.1:1", lazy=True)
    first, *others = checks_of(lambda: nowhere)
    with pytest.raises(ServiceIsUnavailable):
        await first.look()
    for check in others:
        await check.look()
