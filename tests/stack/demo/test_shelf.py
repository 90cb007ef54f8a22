"""The demo sells its own offerings, whatever others have put into the catalog."""

from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.catalog import CatalogClient
from clients.http import HttpClient
from contracts.actors import Actor
from contracts.catalog import Availability, OfferingFields
from services.catalog.app import build_app
from services.catalog.settings import CatalogSettings
from stack.demo.shelf import ONCE, PLANS, euros, stock_catalog

pytestmark = pytest.mark.engines
ROUTER = PLANS[3]


@pytest.fixture
async def catalog(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[CatalogClient]:
    url = new_database("shelf")
    app = build_app(CatalogSettings(profile="test", database_url=url, token_keys=token_keys))
    http = HttpClient("cli", token_keys, transport=httpx.ASGITransport(app=app))
    async with app.router.lifespan_context(app):
        yield CatalogClient(http, "http://catalog.test", Actor(kind="operator", id="operator"))
    await http.close()


async def test_a_second_demo_finds_what_the_first_one_made(catalog: CatalogClient) -> None:
    assert await stock_catalog(catalog) == await stock_catalog(catalog)


@pytest.mark.parametrize(
    "terms",
    [
        {"price": euros(8_900, ONCE)},
        {"price": euros(7_900, ONCE, fee_minor=1)},
        {"description": "Another one."},
        {"enabled": False},
        {"show_on_portal": False},
        {"availability": Availability(partner_ids=[7])},
    ],
)
async def test_somebodys_offering_of_the_same_title_is_left_alone(
    catalog: CatalogClient, terms: dict[str, object]
) -> None:
    theirs = await catalog.create_offering(ROUTER.model_copy(update=terms), key="theirs")
    shelf = await stock_catalog(catalog)
    assert shelf.router.id != theirs.id
    assert shelf.router.price == euros(7_900, ONCE)
    assert await catalog.offering(theirs.id) == theirs


async def test_one_that_was_changed_since_is_made_anew(catalog: CatalogClient) -> None:
    before = (await stock_catalog(catalog)).router
    dearer = ROUTER.model_copy(update={"price": euros(8_900, ONCE)})
    await catalog.change_offering(before.id, dearer, revision=before.revision)
    after = await stock_catalog(catalog)
    assert after.router.price == ROUTER.price
    assert after == await stock_catalog(catalog)


async def test_its_own_are_found_behind_many_others(catalog: CatalogClient) -> None:
    shelf = await stock_catalog(catalog)
    for number in range(201):
        other = OfferingFields(kind="internet", title=f"A {number:03}", price=euros(1))
        await catalog.create_offering(other, key=str(number))
    assert await stock_catalog(catalog) == shelf
