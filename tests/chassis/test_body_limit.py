"""A body beyond the limit is refused in a problem document, announced or not."""

from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from fastapi import APIRouter, FastAPI, Request

from chassis.app import create_app
from chassis.settings import ProcessSettings
from contracts.message import LARGEST_BODY_BYTES
from contracts.problems import RequestIsTooLarge

router = APIRouter()
SMALL = 1_000


@router.post("/length")
async def length(request: Request) -> int:
    return len(await request.body())


@router.post("/json")
async def as_json(body: dict[str, str]) -> int:
    return len(body)


@router.post("/unread")
async def unread() -> str:
    return "done"


@router.post("/small", max_body_size=SMALL)
async def small(request: Request) -> int:
    return len(await request.body())


async def pieces(size_bytes: int) -> AsyncIterator[bytes]:
    for _ in range(0, size_bytes, 1_000):
        yield b"x" * 1_000


def an_app() -> FastAPI:
    return create_app("test", ProcessSettings(), title="Test", open_routers=[router])


async def answer(path: str, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    transport = httpx.ASGITransport(app=an_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        return await http.post(path, content=content)


def assert_refused(refused: httpx.Response, most_bytes: int = LARGEST_BODY_BYTES) -> None:
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["connection"] == "close"
    assert refused.json() == {
        "type": RequestIsTooLarge.type,
        "title": "Request is too large",
        "status": 413,
        "most_bytes": most_bytes,
        "detail": f"A body may hold at most {most_bytes} bytes here. Nothing was done.",
    }


async def test_takes_a_body_of_the_largest_size() -> None:
    assert (await answer("/length", b"x" * LARGEST_BODY_BYTES)).json() == LARGEST_BODY_BYTES
    assert (await answer("/length", pieces(LARGEST_BODY_BYTES))).json() == LARGEST_BODY_BYTES


@pytest.mark.parametrize("path", ["/length", "/json", "/unread"])
async def test_refuses_a_length_beyond_it(path: str) -> None:
    assert_refused(await answer(path, b"x" * (LARGEST_BODY_BYTES + 1)))


@pytest.mark.parametrize("path", ["/length", "/json"])
async def test_refuses_a_body_without_a_length_as_it_grows(path: str) -> None:
    assert_refused(await answer(path, pieces(LARGEST_BODY_BYTES + 1_000)))


async def test_a_route_that_takes_less_says_how_much() -> None:
    assert (await answer("/small", b"x" * SMALL)).json() == SMALL
    assert_refused(await answer("/small", b"x" * (SMALL + 1)), SMALL)
    assert_refused(await answer("/small", pieces(SMALL + 1_000)), SMALL)
