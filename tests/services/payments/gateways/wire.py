"""A relay on a loopback port in front of a server, for what only a network can do: to refuse, or to
lose the answer after the request has arrived. It counts connections."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Literal, Self

Weather = Literal["through", "refuses", "loses answers"]


class Wire:
    """Use as an async context manager; `url` is what clients talk to."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._weather: Weather = "through"
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.connections = 0
        """Taken so far."""

    @property
    def url(self) -> str:
        assert self._server is not None
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    @contextlib.contextmanager
    def weather(self, weather: Weather) -> Iterator[None]:
        """For a while; connections from before are cut, so that it holds for the next request."""
        self._cut()
        self._weather = weather
        try:
            yield
        finally:
            self._weather = "through"
            self._cut()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self._cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self._weather == "refuses":
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._open |= {writer, far_writer}
        there = asyncio.create_task(self._carry(reader, far_writer))
        back = asyncio.create_task(self._carry(far_reader, writer, is_answer=True))
        self._tasks |= {there, back}
        await asyncio.gather(there, back, return_exceptions=True)
        self._tasks -= {there, back}
        self._open -= {writer, far_writer}

    async def _carry(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        *,
        is_answer: bool = False,
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65_536):
                if is_answer and self._weather == "loses answers":
                    break
                sink.write(data)
                await sink.drain()
        sink.close()

    def _cut(self) -> None:
        for writer in tuple(self._open):
            writer.close()
