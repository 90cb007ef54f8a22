"""Two customers of the same name at two partners never meet in the catalog."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.catalog import CatalogClient
from contracts.actors import Actor
from tests.services.catalog.world import OPERATOR, NewPartner, key, plan, want
from tests.services.namesakes import Visit, Walk, mia_of

pytestmark = pytest.mark.engines

LINES = {"lines": [{"offering_id": "off_unknown"}]}
FOR_CUSTOMERS = [
    Visit("GET /v1/offerings", 200),
    Visit("GET /v1/offerings/{offering_id}", 404),
    Visit("GET /v1/catalogue", 200),
    Visit("GET /v1/catalogue/revision", 200),
    Visit("POST /v1/quotes", 404, LINES),
    Visit("GET /v1/quotes/{quote_id}", 404),
    Visit("POST /v1/quotes/{quote_id}/confirm", 404),
    Visit("POST /v1/prices", 200, LINES),
]
FOR_OTHERS = {
    "GET /v1/offerings/{offering_id}/revisions",
    "GET /v1/offering-changes",
    "POST /v1/offerings",
    "PUT /v1/offerings/{offering_id}",
    "PUT /v1/closed-partners",
}


async def test_no_route_leads_to_a_namesakes_things(
    app: FastAPI,
    acting: Callable[[Actor], CatalogClient],
    new_partner: NewPartner,
    token_keys: dict[str, SecretStr],
) -> None:
    partner_id = new_partner()
    offering = await acting(OPERATOR).create_offering(plan(partner_id), key=key())
    hers = acting(mia_of(partner_id))
    same = key()
    quote = await hers.request_quote(want(offering.id), key=same)
    other = {"offering_id": offering.id, "quote_id": quote.id}
    own_partner = new_partner()
    walk = Walk("catalog", app, token_keys, mia_of(own_partner), other)
    await walk.everywhere(FOR_CUSTOMERS, FOR_OTHERS)
    own = await acting(OPERATOR).create_offering(plan(own_partner), key=key())
    mine = await acting(mia_of(own_partner)).request_quote(want(own.id), key=same)
    assert mine.id != quote.id
