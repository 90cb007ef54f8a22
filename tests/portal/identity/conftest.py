"""The portal's identity on a real PostgreSQL, for all its tests."""

from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import SecretStr

from chassis.database import Database
from chassis.migrations import migrate
from portal.identity.identity import MIGRATIONS, Identity, make_identity
from portal.identity.settings import IdentitySettings
from tests.moved_clock import MovedClock
from tests.portal.identity.world import World


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
        profile="test", database_url=SecretStr(portal_url), token_keys=token_keys
    )


@pytest.fixture
def identity(database: Database, settings: IdentitySettings, clock: MovedClock) -> Identity:
    return make_identity(database, settings, now=clock)


@pytest.fixture
def world(identity: Identity) -> World:
    return World(identity)
