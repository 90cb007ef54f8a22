"""However many offerings there are, and whatever share of them a customer may see: the cards come
from what was rendered before."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from jinja2 import Template
from sqlalchemy import text

from chassis.database import Database
from contracts.catalog import Availability
from portal.customer.order import cards
from portal.web.templates import template
from tests.portal.customer.ordering import calls_of
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines

MANY = 10_000
HIDDEN = [5_000, *(pytest.param(one, marks=pytest.mark.nightly) for one in (0, MANY - 1))]
COPIES = """
INSERT INTO offerings
SELECT (jsonb_populate_record(one, jsonb_build_object(
    'id', one.id || '_' || n,
    'request_key', 'copy/' || one.id || '/' || n,
    'title', 'Copy ' || n,
    'fields', jsonb_set(one.fields, '{title}', to_jsonb('Copy ' || n))
))).*
FROM offerings AS one, generate_series(1, :count) AS n
WHERE one.id = :id
"""


@pytest.fixture
async def catalog(pages: PortalWorld) -> AsyncIterator[Database]:
    app: Any = pages.network.to["catalog.test"]
    database: Database = app.app.state.context.database
    yield database
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM offerings WHERE request_key LIKE 'copy/%'"))


@pytest.mark.parametrize("hidden", HIDDEN)
async def test_cards_of_many_offerings_are_rendered_once(
    pages: PortalWorld, catalog: Database, monkeypatch: pytest.MonkeyPatch, hidden: int
) -> None:
    seen = await pages.plan()
    unseen = await pages.plan(
        availability=Availability(partner_ids=[pages.partner_id], labels=["gold"])
    )
    async with catalog.begin() as connection:
        for offering_id, count in ((seen, MANY - hidden - 1), (unseen, hidden)):
            await connection.execute(text(COPIES), {"id": offering_id, "count": count})
    rendered: list[str] = []

    def heard(name: str) -> Template:
        rendered.append(name)
        return template(name)

    monkeypatch.setattr(cards, "template", heard)
    browser = await pages.signed_in(await pages.customer())
    first = (await browser.get("/order")).text
    assert first.count("<article") == min(MANY - hidden, cards.CARDS_A_PAGE)
    assert rendered == [cards.NAME]
    other = await pages.signed_in(await pages.customer())
    await other.get("/nowhere")  # who they are is remembered from now on
    with calls_of(pages) as asked:
        again = (await other.get("/order")).text
    assert again.count("<article") == first.count("<article")
    assert sorted(asked) == ["GET /v1/cart", "GET /v1/catalogue/revision"]
    assert rendered == [cards.NAME], "rendered anew"
