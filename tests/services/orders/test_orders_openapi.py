"""The service describes itself, and lets nobody in without a token."""

from typing import Any

import httpx2 as httpx
import pytest

from tests.services.orders.world import World

pytestmark = pytest.mark.engines


async def ask(world: World, method: str, path: str) -> httpx.Response:
    url = f"http://orders.test{path}"
    async with httpx.AsyncClient(transport=world.network.to["orders.test"]) as bare:
        return await bare.request(method, url)


async def test_every_operation_has_a_summary_and_every_written_body_examples(
    world: World,
) -> None:
    document: dict[str, Any] = (await ask(world, "GET", "/openapi.json")).json()
    operations = [o for path in document["paths"].values() for o in path.values()]
    assert all(operation.get("summary") for operation in operations)
    bodies = [
        o["requestBody"] for o in operations if "workflow" not in o["tags"] if "requestBody" in o
    ]
    assert len(bodies) == 16
    assert all(body["content"]["application/json"].get("examples") for body in bodies)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/orders"), ("POST", "/v1/orders"), ("POST", "/v1/orders/ord_1/expire")],
)
async def test_without_a_token_nothing_is_answered(world: World, method: str, path: str) -> None:
    refused = await ask(world, method, path)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
