"""What comes before a body has an end, at every process: seen from a socket."""

import ast
import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi import APIRouter, Request

from chassis.app import create_app
from chassis.settings import ProcessSettings
from tests.architecture.test_async import TREES
from tests.chassis.serving import served

START = b"GET /healthz HTTP/1.1\r\nHost: test\r\n"
END = b"\r\n\r\n"
READ = b"POST /length HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
REFUSED = (400, None)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    router = APIRouter()

    @router.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    app = create_app("test", ProcessSettings(), title="Test", open_routers=[router])
    async with served(app) as port:
        yield port


async def status_after(port: int, *pieces: bytes) -> int | None:
    """What the process answers, however much of it was sent by then; None when it hung up without
    waiting for the rest, and what it answered was lost with that."""
    async with asyncio.timeout(20):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for piece in (*pieces, END):
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass  # it has seen enough
        try:
            answered = await reader.readline()
        except ConnectionError:
            return None
        finally:
            writer.close()
    return int(answered.split()[1]) if answered else None


async def test_headers_of_a_usual_size_are_taken(port: int) -> None:
    token = b"Authorization: Bearer " + b"a" * 8_000
    assert await status_after(port, START, token) == 200


async def test_a_header_without_end_is_refused(port: int) -> None:
    assert await status_after(port, START, b"X-A: ", *[b"a" * 10_000] * 500) in REFUSED


async def test_headers_without_number_are_refused(port: int) -> None:
    assert await status_after(port, START, *[b"a: b\r\n" * 1_000] * 60) in REFUSED


async def test_an_address_without_end_is_refused(port: int) -> None:
    assert await status_after(port, b"GET /", *[b"a" * 10_000] * 100) in REFUSED


@pytest.mark.parametrize("piece", [b"x" * 1_000, b"a: b\r\n" * 1_000])
async def test_what_surrounds_the_pieces_of_a_body_is_bounded(port: int, piece: bytes) -> None:
    opening = b"1;" if piece.startswith(b"x") else b"0\r\n"
    assert await status_after(port, READ, opening, *[piece] * 300) in REFUSED


def test_every_process_is_served_like_this() -> None:
    importing = {
        path.as_posix()
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) and any(a.name == "uvicorn" for a in node.names)
    }
    assert {path.rpartition("/")[2] for path in importing} == {"serve.py"}
