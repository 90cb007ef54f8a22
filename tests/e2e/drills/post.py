"""The mail server of the drills."""

from contextlib import AsyncExitStack

from tests.services.notifications.channels.mail_server import MailServer


class Post:
    """Up or down, on one port."""

    def __init__(self) -> None:
        self.server = MailServer()
        self._running = AsyncExitStack()

    async def up(self) -> None:
        await self._running.enter_async_context(self.server.running())

    async def down(self) -> None:
        await self._running.aclose()
