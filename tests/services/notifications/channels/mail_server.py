"""A real SMTP server in the test's own event loop that keeps what it gets and refuses on demand."""

import asyncio
import email
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import Message
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

from stack.ports import free_port


class MailServer:
    """Starts and stops on one port. `refusals` maps a recipient to the answer it gets. Offers AUTH
    in the clear too, and takes any login; TLS only when it has a certificate."""

    def __init__(self) -> None:
        self.port = free_port()
        self.tls: ssl.SSLContext | None = None
        self.is_silent = False
        """It takes mails without saying so."""
        self.logins: list[Any] = []
        self.wire = b""
        """All that came in, as somebody in between reads it, up to TLS."""
        self.contents: list[bytes] = []
        """Of each mail, as it arrived."""
        self.refusals: dict[str, str] = {}
        self.asked: list[str] = []
        """Each recipient that it was asked to take a mail for, taken or not."""
        self.received: asyncio.Queue[tuple[list[str], Message]] = asyncio.Queue()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listens, always on the same port."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Session(self, loop), "127.0.0.1", self.port)
        try:
            yield
        finally:
            server.close()
            await server.wait_closed()

    async def next_mail(self) -> tuple[list[str], Message]:
        """The recipients and content of the next mail that arrives."""
        async with asyncio.timeout(15):
            return await self.received.get()

    async def handle_RCPT(  # noqa: N802 - the server's own naming
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        self.asked.append(address)
        refusal = self.refusals.get(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's own naming
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.contents.append(envelope.content)
        message = email.message_from_bytes(envelope.content)
        self.received.put_nowait((list(envelope.rcpt_tos), message))
        while self.is_silent:
            await asyncio.sleep(0.05)
        return "250 OK"


class _Session(SMTP):
    """One connection to it."""

    def __init__(self, server: MailServer, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            server,
            hostname="mail.test",
            loop=loop,
            tls_context=server.tls,
            auth_require_tls=False,
            authenticator=self._take,
        )
        self._mail_server = server

    def data_received(self, data: bytes) -> None:
        self._mail_server.wire += data
        super().data_received(data)

    def _take(self, *login: Any) -> AuthResult:
        self._mail_server.logins.append(login[-1])
        return AuthResult(success=True)
