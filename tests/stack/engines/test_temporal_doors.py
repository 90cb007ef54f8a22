"""What a web page of somebody else, open in a browser on the same machine, can do to Temporal:
nothing, as long as its name is not made to resolve to this machine. Operators go on through the UI.
"""

import asyncio
from uuid import uuid4

import httpx2 as httpx
import pytest
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle

from stack.engines.temporal import NAMESPACE, TemporalServer
from stack.ports import LOOPBACK
from tests.stack.engines.readiness import writable

pytestmark = pytest.mark.engines

FOREIGN = {"Origin": "https://elsewhere.example", "Content-Type": "text/plain"}
"""What a page may send without asking the server first."""
ACTIONS = {"terminate": '{"reason": "x"}', "signal/retry": "{}", "cancel": "{}"}


@pytest.fixture
async def waiting(temporal: TemporalServer) -> WorkflowHandle[object, object]:
    await writable(temporal)
    client = await Client.connect(temporal.address, namespace=NAMESPACE)
    return await client.start_workflow("Waits", id=f"waits-{uuid4()}", task_queue="nobody")


async def is_untouched(handle: WorkflowHandle[object, object]) -> bool:
    """Neither ended, nor has anything come since its start and first task."""
    description = await handle.describe()
    is_running = description.status == WorkflowExecutionStatus.RUNNING
    return is_running and description.history_length == 2


def path_of(handle: WorkflowHandle[object, object], action: str) -> str:
    return f"/api/v1/namespaces/{NAMESPACE}/workflows/{handle.id}/{action}"


@pytest.mark.parametrize("action", ACTIONS)
async def test_the_http_port_answers_no_page(
    temporal: TemporalServer, waiting: WorkflowHandle[object, object], action: str
) -> None:
    address = f"http://{LOOPBACK}:{temporal.ports.http}"
    async with httpx.AsyncClient(base_url=address) as page:
        sent = await page.post(path_of(waiting, action), content=ACTIONS[action], headers=FOREIGN)
        read = await page.get(f"/api/v1/namespaces/{NAMESPACE}/workflows", headers=FOREIGN)

    assert (sent.status_code, read.status_code) == (403, 403)
    assert await is_untouched(waiting)


@pytest.mark.parametrize("action", ACTIONS)
async def test_the_ui_does_nothing_without_its_own_token(
    temporal: TemporalServer, waiting: WorkflowHandle[object, object], action: str
) -> None:
    async with httpx.AsyncClient(base_url=temporal.ui_url) as page:
        await page.get("/api/v1/settings")  # so the browser has the cookie that goes with it
        sent = await page.post(path_of(waiting, action), content=ACTIONS[action], headers=FOREIGN)
        asked = {"Origin": FOREIGN["Origin"], "Access-Control-Request-Method": "POST"}
        asked["Access-Control-Request-Headers"] = "x-csrf-token"
        allowed = await page.options(path_of(waiting, action), headers=asked)

    assert sent.status_code == 400
    assert "csrf" in sent.text
    assert "access-control-allow-origin" not in allowed.headers
    assert await is_untouched(waiting)


async def test_a_page_under_another_name_is_refused_by_the_http_port_and_served_by_the_ui(
    temporal: TemporalServer, waiting: WorkflowHandle[object, object]
) -> None:
    """As docs/operations/containers.md says. A UI that refuses it makes that section needless."""
    renamed, workflows = {"Host": "evil.example"}, f"/api/v1/namespaces/{NAMESPACE}/workflows"
    async with httpx.AsyncClient(headers=renamed) as page:
        by_port = await page.get(f"http://{LOOPBACK}:{temporal.ports.http}{workflows}")
        by_ui = await page.get(f"{temporal.ui_url}/api/v1/settings")

    assert (by_port.status_code, by_ui.status_code) == (403, 200)
    assert "_csrf" in by_ui.cookies
    assert await is_untouched(waiting)


async def test_an_operator_signals_from_the_ui(
    temporal: TemporalServer, waiting: WorkflowHandle[object, object]
) -> None:
    async with httpx.AsyncClient(base_url=temporal.ui_url) as ui, asyncio.timeout(20):
        assert (await ui.get("/")).status_code == 200
        # It connects to a server that is just starting a moment later.
        while (await ui.get(f"/api/v1/namespaces/{NAMESPACE}/workflows")).status_code == 503:
            await asyncio.sleep(0.05)
        token = {"X-CSRF-Token": ui.cookies["_csrf"]}
        signalled = await ui.post(path_of(waiting, "signal/retry"), json={}, headers=token)

    assert signalled.status_code == 200
    assert not await is_untouched(waiting)
