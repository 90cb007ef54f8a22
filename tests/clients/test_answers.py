"""An answer without end is no answer: whether the request acted is then unknown."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.answers import AnswerHasNoEnd, AnswerIsEncoded, answer_to
from clients.http import HttpClient
from contracts.actors import Actor
from contracts.payments import GatewayIsUnavailable
from contracts.problems import ServiceIsUnavailable
from services.payments.gateways.http import GatewayHttp
from services.payments.gateways.stripe.http import Httpx2Client, answering

Write = Callable[[asyncio.StreamWriter], Awaitable[None]]
ANSWER = b'{"id": "1"}'


@asynccontextmanager
async def answering_with(head: str, write: Write) -> AsyncIterator[str]:
    """The address of a server that answers this to every request, for as long as one listens."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(f"HTTP/1.1 {head}\r\n\r\n".encode())
            await write(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has heard enough
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def for_ever(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b" " * 65_536)
        await writer.drain()


async def in_drops(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


async def once(writer: asyncio.StreamWriter) -> None:
    writer.write(ANSWER)
    await writer.drain()


async def packed(writer: asyncio.StreamWriter) -> None:
    writer.write(gzip.compress(b" " * 100_000_000))
    await writer.drain()


async def ask_gateway(url: str) -> object:
    gateway = GatewayHttp(url)
    try:
        return await gateway.ask("POST", "/v1/checkouts", body={})
    finally:
        await gateway.close()


async def ask_stripe(url: str) -> object:
    client = Httpx2Client(None)
    try:
        with answering():
            return await client.request_async("POST", f"{url}/v1/checkouts", {}, "")
    finally:
        await client.close_async()


async def ask_service(url: str) -> object:
    client = HttpClient("worker", {"1": SecretStr("k" * 64)})
    system = Actor(kind="system", id="worker")
    try:
        return await client.send("GET", f"{url}/v1/orders", audience="orders", actor=system)
    finally:
        await client.close()


async def pay_at_page(url: str) -> None:
    client = HttpClient("worker", {"1": SecretStr("k" * 64)})
    try:
        await client.post_to_page(f"{url}/pay/1", {})
    finally:
        await client.close()


@pytest.mark.parametrize(
    ("ask", "unknown"),
    [
        (ask_gateway, GatewayIsUnavailable),
        (ask_stripe, GatewayIsUnavailable),
        (ask_service, ServiceIsUnavailable),
        (pay_at_page, ServiceIsUnavailable),
    ],
)
@pytest.mark.parametrize("status", ["200 OK", "402 Payment Required", "500 Broken"])
async def test_whoever_answers_without_end_leaves_the_outcome_unknown(
    ask: Callable[[str], Awaitable[object]], unknown: type[Exception], status: str
) -> None:
    async with answering_with(status, for_ever) as url:
        with pytest.raises(unknown):
            await ask(url)


async def test_an_answer_may_not_drip_for_ever() -> None:
    async with answering_with("200 OK", in_drops) as url, httpx.AsyncClient() as http:
        with pytest.raises(AnswerHasNoEnd):
            await answer_to(http, "GET", url, longest_seconds=0.2)


async def test_nothing_is_unpacked_that_nobody_asked_to_be_packed() -> None:
    async with (
        answering_with("200 OK\r\nContent-Encoding: gzip", packed) as url,
        httpx.AsyncClient() as http,
    ):
        with pytest.raises(AnswerIsEncoded):
            await answer_to(http, "GET", url)


async def test_an_answer_of_usual_size_comes_whole() -> None:
    async with answering_with("201 Created\r\nX-Told: yes", once) as url:
        assert await ask_gateway(url) == {"id": "1"}
        assert await ask_service(url) == ANSWER
        async with httpx.AsyncClient() as http:
            answer = await answer_to(http, "GET", url, largest_bytes=len(ANSWER))
            with pytest.raises(AnswerHasNoEnd):
                await answer_to(http, "GET", url, largest_bytes=len(ANSWER) - 1)
    assert (answer.status_code, answer.headers["x-told"], answer.content) == (201, "yes", ANSWER)
