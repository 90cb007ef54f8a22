"""A body beyond the limit is refused, announced or not."""

from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from fastapi import APIRouter, Request

from chassis.app import create_app
from chassis.settings import ProcessSettings
from contracts.message import LARGEST_BODY_BYTES
from contracts.problems import RequestIsTooLarge

router = APIRouter()


@router.post("/length")
async def length(request: Request) -> int:
    return len(await request.body())


@router.post("/json")
async def as_json(body: dict[str, str]) -> int:
    return len(body)


async def pieces(size_bytes: int) -> AsyncIterator[bytes]:
    for _ in range(0, size_bytes, 1_000):
        yield b"x" * 1_000


async def answer(path: str, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    app = create_app("test", ProcessSettings(), title="Test", open_routers=[router])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        return await http.post(path, content=content)


async def test_takes_a_body_of_the_largest_size() -> None:
    assert (await answer("/length", b"x" * LARGEST_BODY_BYTES)).json() == LARGEST_BODY_BYTES


async def test_refuses_a_length_beyond_it() -> None:
    refused = await answer("/length", b"x" * (LARGEST_BODY_BYTES + 1))
    assert (refused.status_code, refused.json()["type"]) == (413, RequestIsTooLarge.type)


@pytest.mark.parametrize("path", ["/length", "/json"])
async def test_refuses_a_body_without_a_length_as_it_grows(path: str) -> None:
    refused = await answer(path, pieces(LARGEST_BODY_BYTES + 1_000))
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == RequestIsTooLarge.type
