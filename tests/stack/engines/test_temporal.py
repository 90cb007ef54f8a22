"""The embedded Temporal keeps its workflows and is asked for more than a heartbeat."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import SearchAttributeKey

from contracts import search_attributes
from stack.engines.temporal import NAMESPACE, TemporalServer
from stack.engines.temporal_health import TemporalCannotWrite, check_write_path
from stack.engines.temporal_retention import keep_closed_workflows
from stack.problems import TemporalDidNotStart
from tests.stack.engines.readiness import writable

pytestmark = pytest.mark.engines


async def test_an_open_workflow_survives_kill_9(temporal: TemporalServer) -> None:
    await writable(temporal)
    client = await Client.connect(temporal.address, namespace=NAMESPACE)
    started = await client.start_workflow("Waits", id="open-before-the-kill", task_queue="nobody")
    address = temporal.address
    temporal.kill()
    assert not temporal.alive()

    temporal.start()

    await writable(temporal)
    assert temporal.address == address
    again = await Client.connect(address, namespace=NAMESPACE)
    description = await again.get_workflow_handle("open-before-the-kill").describe()
    assert description.status == WorkflowExecutionStatus.RUNNING
    assert description.run_id == started.first_execution_run_id


async def test_the_health_check_passes_as_often_as_it_is_asked(temporal: TemporalServer) -> None:
    for _ in range(3):
        await writable(temporal)
        await check_write_path(temporal.address)


async def test_the_health_check_fails_while_the_server_hangs(temporal: TemporalServer) -> None:
    await writable(temporal)
    assert temporal.pid
    os.kill(temporal.pid, signal.SIGSTOP)
    try:
        # The kernel still accepts the connection: a look at the port alone would be content.
        assert temporal.is_ready()
        with pytest.raises(TemporalCannotWrite):
            await check_write_path(temporal.address, timeout_seconds=0.5)
    finally:
        os.kill(temporal.pid, signal.SIGCONT)
    await writable(temporal)


async def test_the_search_attributes_are_registered(temporal: TemporalServer) -> None:
    await writable(temporal)
    client = await Client.connect(temporal.address, namespace=NAMESPACE)
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=NAMESPACE), timeout=timedelta(seconds=5)
    )
    keys = [key for key in vars(search_attributes).values() if isinstance(key, SearchAttributeKey)]
    wanted = {key.name: key.indexed_value_type for key in keys}
    assert wanted
    assert wanted.items() <= answer.custom_attributes.items()


def test_two_servers_never_share_one_database(temporal: TemporalServer) -> None:
    with pytest.raises(TemporalDidNotStart, match="still uses"):
        TemporalServer(temporal.folder, temporal.binary).start()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "temporal"
    broken.write_text("#!/bin/sh\necho no space left\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(TemporalDidNotStart, match="no space left"):
        TemporalServer(tmp_path / "state", broken).start()


async def test_closed_workflows_are_kept_for_thirty_days_also_over_a_restart(
    temporal: TemporalServer,
) -> None:
    await writable(temporal)
    await keep_closed_workflows(temporal.address)
    temporal.kill()
    temporal.start()
    await writable(temporal)

    client = await Client.connect(temporal.address, namespace=NAMESPACE)
    asked = DescribeNamespaceRequest(namespace=NAMESPACE)
    config = (await client.workflow_service.describe_namespace(asked)).config

    assert config.workflow_execution_retention_ttl.ToTimedelta() == timedelta(days=30)
