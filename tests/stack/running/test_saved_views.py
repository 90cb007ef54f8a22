"""Links into the Temporal UI: right for this stack, taken by Temporal, explained in the docs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from contracts import search_attributes as attributes
from stack.engines.temporal import NAMESPACE, TemporalServer
from stack.running.saved_views import VIEWS, queries, saved_views
from stack.state.recorded_state import RecordedState
from tests.patience import eventually
from tests.stack.engines.readiness import writable

PAGE = Path(__file__).parents[3] / "docs" / "operations" / "workflows.md"


def test_links_lead_to_the_port_and_namespace_of_this_stack() -> None:
    state = RecordedState(
        urls={"temporal_ui": "http://127.0.0.1:9999"}, temporal_namespace="turnup.a1"
    )
    links = saved_views(state)
    assert links.keys() == VIEWS.keys()
    for link in links.values():
        assert link.startswith("http://127.0.0.1:9999/namespaces/turnup.a1/workflows?query=")
        assert " " not in link
    found = parse_qs(urlsplit(links["of a partner"]).query)
    assert found == {"query": ["PartnerId = '1'"]}


def test_the_docs_explain_every_view() -> None:
    rows = [line.split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    explained = {row[1].strip(): row[2].strip(" `") for row in rows}
    assert explained.items() >= VIEWS.items()


@pytest.mark.engines
async def test_temporal_takes_every_view_and_finds_what_it_is_for(temporal: TemporalServer) -> None:
    await writable(temporal)
    client = await Client.connect(temporal.address, namespace=NAMESPACE)
    now = datetime.now(UTC)
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(attributes.NEEDS_ATTENTION, True),
        SearchAttributePair(attributes.PARTNER_ID, "1"),
        SearchAttributePair(attributes.CUSTOMER_ID, "mia"),
        SearchAttributePair(attributes.APPROVAL_DUE_AT, now - timedelta(days=1)),
    ]
    order = await client.start_workflow(
        "RefundWorkflow",
        id="refund/ref_1",
        task_queue="nobody",
        search_attributes=TypedSearchAttributes(pairs),
    )

    async def finding() -> set[str]:
        return {
            name
            for name, query in queries(now).items()
            if [one async for one in client.list_workflows(query) if one.id == order.id]
        }

    running = VIEWS.keys() - {"failed tasks", "ended by force"}

    async def finds_it() -> bool:
        return await finding() == running

    await eventually(finds_it)
    await order.terminate()

    async def finds_its_end() -> bool:
        ended = {"needs attention", "of a partner", "of a customer", "ended by force"}
        return await finding() == ended

    await eventually(finds_its_end)
