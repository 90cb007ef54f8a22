"""One catalog service on a real PostgreSQL for all its tests; each test has its own partner."""

from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.catalog import CatalogClient
from contracts.actors import Actor
from services.catalog.app import build_app
from services.catalog.settings import CatalogSettings
from services.catalog.tables import METADATA
from tests.callers import PortalAndWorker
from tests.partners import PartnersInTurn, delete_all
from tests.services.catalog.world import NewPartner

URL = "http://catalog.test"


@pytest.fixture(scope="session")
async def app(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[FastAPI]:
    settings = CatalogSettings(
        profile="test", database_url=new_database("catalog"), token_keys=token_keys
    )
    built = build_app(settings)
    async with built.router.lifespan_context(built):
        yield built


@pytest.fixture(scope="session")
async def acting(
    app: FastAPI, token_keys: dict[str, SecretStr]
) -> AsyncIterator[Callable[[Actor], CatalogClient]]:
    """The catalog as somebody's client."""
    http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=app))
    yield lambda actor: CatalogClient(http, URL, actor)
    await http.close()


@pytest.fixture(scope="session")
async def raw(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Bare HTTP, for what the client would never send."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=URL) as client:
        yield client


@pytest.fixture(scope="session")
def partners(app: FastAPI) -> PartnersInTurn:
    async def forget() -> None:
        await delete_all(app.state.context.database, METADATA, but=["catalogue"])

    return PartnersInTurn(forget)


@pytest.fixture
async def new_partner(partners: PartnersInTurn) -> NewPartner:
    await partners.begin()
    return partners.another


@pytest.fixture
def partner_id(new_partner: NewPartner) -> int:
    return new_partner()
