"""The portal's identity on a real PostgreSQL, with the real orders and notifications behind it."""

from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import SecretStr

from chassis.database import Database
from chassis.migrations import migrate
from chassis.outbox import Outbox
from clients.http import HttpClient
from portal.identity.identity import MIGRATIONS, Identity, make_identity
from portal.identity.settings import IdentitySettings
from portal.identity.tables import METADATA
from tests.moved_clock import MovedClock
from tests.portal.identity.world import World
from tests.portal.world import ADMIN_URL, PORTAL_URL, PortalWorld


@pytest.fixture(scope="session")
def portal_url(new_database: Callable[[str], str]) -> str:
    url = new_database("portal")
    migrate(url, "portal", MIGRATIONS)
    return url


@pytest.fixture(scope="session")
async def database(portal_url: str) -> AsyncIterator[Database]:
    opened = Database(portal_url, "portal")
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def settings(portal_url: str, token_keys: dict[str, SecretStr]) -> IdentitySettings:
    return IdentitySettings(
        profile="test",
        database_url=SecretStr(portal_url),
        token_keys=token_keys,
        orders_url="http://orders.test",
        notifications_url="http://notifications.test",
        portal_url=PORTAL_URL,
        admin_url=ADMIN_URL,
        return_origins=("https://provider.example",),
    )


@pytest.fixture
async def new_identity(
    settings: IdentitySettings,
    clock: MovedClock,
    token_keys: dict[str, SecretStr],
    running_portal: PortalWorld,
) -> AsyncIterator[Callable[[Database], Identity]]:
    """As of one more process."""
    made: list[Identity] = []
    http = HttpClient("portal", token_keys, transport=running_portal.network)

    def make(database: Database) -> Identity:
        outbox = Outbox(database, METADATA.tables["outbox"])
        made.append(make_identity(database, outbox, settings, http, now=clock))
        return made[-1]

    yield make
    for one in made:
        await one.context.inline.close()
    await http.close()


@pytest.fixture
def identity(database: Database, new_identity: Callable[[Database], Identity]) -> Identity:
    return new_identity(database)


@pytest.fixture
def world(identity: Identity, pages: PortalWorld) -> World:
    return World(identity, pages)
