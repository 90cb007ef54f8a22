"""Scenarios sell their own offerings, whatever others have put into the catalog."""

from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.catalog import CatalogClient
from clients.http import HttpClient
from contracts.actors import Actor
from contracts.catalog import Availability, OfferingFields
from scenarios.offerings import ONCE, PLANS, euros, put_on_offer
from services.catalog.app import build_app
from services.catalog.settings import CatalogSettings

pytestmark = pytest.mark.engines
ROUTER = PLANS[3]


@pytest.fixture
async def catalog(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[CatalogClient]:
    url = new_database("offerings")
    app = build_app(CatalogSettings(profile="test", database_url=url, token_keys=token_keys))
    http = HttpClient("cli", token_keys, transport=httpx.ASGITransport(app=app))
    async with app.router.lifespan_context(app):
        yield CatalogClient(http, "http://catalog.test", Actor(kind="operator", id="operator"))
    await http.close()


async def test_a_second_run_finds_what_the_first_one_made(catalog: CatalogClient) -> None:
    assert await put_on_offer(catalog) == await put_on_offer(catalog)


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
    offerings = await put_on_offer(catalog)
    assert offerings.router.id != theirs.id
    assert offerings.router.price == euros(7_900, ONCE)
    assert await catalog.offering(theirs.id) == theirs


async def test_one_that_was_changed_since_is_made_anew(catalog: CatalogClient) -> None:
    before = (await put_on_offer(catalog)).router
    dearer = ROUTER.model_copy(update={"price": euros(8_900, ONCE)})
    await catalog.change_offering(before.id, dearer, revision=before.revision)
    after = await put_on_offer(catalog)
    assert after.router.price == ROUTER.price
    assert after == await put_on_offer(catalog)


async def test_its_own_are_found_behind_many_others(catalog: CatalogClient) -> None:
    offerings = await put_on_offer(catalog)
    for number in range(201):
        other = OfferingFields(kind="internet", title=f"A {number:03}", price=euros(1))
        await catalog.create_offering(other, key=str(number))
    assert await put_on_offer(catalog) == offerings
