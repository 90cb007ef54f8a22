"""Reads what others answer: no more than some bytes, for no longer than some seconds. What goes on
beyond that is no answer, so that whether the request acted is unknown."""

import asyncio
from typing import Any

import httpx2 as httpx

LONGEST_SECONDS = 30.0
"""For a whole answer, however its pieces drip in."""
LARGEST_BYTES = 16 * 1024 * 1024


class AnswerHasNoEnd(httpx.TransportError):
    """It is larger, or came more slowly, than any answer that is waited for."""


class AnswerIsEncoded(httpx.TransportError):
    """It is compressed though nobody asked for that; unpacked, it might have no end."""


async def answer_to(
    http: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    headers: dict[str, str] | None = None,
    largest_bytes: int = LARGEST_BYTES,
    longest_seconds: float = LONGEST_SECONDS,
    **sent: Any,
) -> httpx.Response:
    """The whole answer. Raises `httpx.TransportError` for none, for half a one, and for one that
    does not end."""
    asked = {**(headers or {}), "Accept-Encoding": "identity"}
    try:
        async with (
            asyncio.timeout(longest_seconds),
            http.stream(method, url, headers=asked, **sent) as answer,
        ):
            content = await _read(answer, largest_bytes)
    except TimeoutError as error:
        raise AnswerHasNoEnd(f"{longest_seconds} s") from error
    return httpx.Response(
        answer.status_code, headers=answer.headers, content=content, request=answer.request
    )


async def _read(answer: httpx.Response, largest_bytes: int) -> bytes:
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise AnswerIsEncoded(answer.headers["content-encoding"])
    content = bytearray()
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > largest_bytes:
            raise AnswerHasNoEnd(f"{largest_bytes} bytes")
    return bytes(content)
