"""An answer that ends before its end on purpose: seen from a socket, and in the logs."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from structlog.testing import capture_logs

from chassis.app import create_app
from chassis.problems import BreaksOff
from chassis.settings import ProcessSettings
from tests.chassis.serving import served

LAST_CHUNK = b"0\r\n\r\n"
PIECE = b"a piece"


class Unforeseen(Exception):
    pass


@pytest.fixture
async def port() -> AsyncIterator[int]:
    router = APIRouter()

    async def pieces(error: Exception | None) -> AsyncIterator[bytes]:
        yield PIECE
        if error:
            raise error

    @router.get("/{ends}")
    async def answer(ends: str) -> StreamingResponse:
        return StreamingResponse(pieces({"early": BreaksOff(), "ill": Unforeseen()}.get(ends)))

    app = create_app("test", ProcessSettings(), title="Test", open_routers=[router])
    async with served(app) as port:
        yield port


async def answered(port: int, ends: str) -> bytes:
    """All until the server hangs up, or the answer is whole."""
    async with asyncio.timeout(20):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /%s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n" % ends.encode())
        whole = await reader.read()
        writer.close()
    assert PIECE in whole
    return whole


@pytest.mark.parametrize(
    ("ends", "is_whole", "told", "tracebacks"),
    [
        ("well", True, [], 0),
        ("early", False, [("info", "answer_broke_off")], 0),
        ("ill", False, [("error", "request_failed")], 1),
    ],
)
async def test_it_is_not_whole_and_is_logged_in_one_line(
    port: int,
    caplog: pytest.LogCaptureFixture,
    ends: str,
    is_whole: bool,
    told: list[tuple[str, str]],
    tracebacks: int,
) -> None:
    with capture_logs() as logged, caplog.at_level(logging.WARNING):
        assert (await answered(port, ends)).endswith(LAST_CHUNK) is is_whole
    assert [(one["log_level"], one["event"]) for one in logged] == told
    assert len([one for one in caplog.records if one.name == "uvicorn.error"]) == tracebacks
