"""A house for each test, with a mail server that is not running yet."""

from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import SecretStr

from services.notifications.settings import NotificationsSettings
from tests.services.notifications.channels.house import AheadClock, House, opened
from tests.services.notifications.channels.mail_server import MailServer


@pytest.fixture
def server() -> MailServer:
    return MailServer()


@pytest.fixture
def settings(
    server: MailServer, new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> NotificationsSettings:
    return NotificationsSettings(
        profile="test",
        database_url=new_database("notifications_smtp"),
        token_keys=token_keys,
        smtp_url=SecretStr(server.url),
        mail_from="orders@provider.example",
    )


@pytest.fixture
async def house(settings: NotificationsSettings, server: MailServer) -> AsyncIterator[House]:
    async with opened(settings, server, AheadClock()) as house:
        yield house
