"""The catalog's offerings over HTTP: who sees them, in which order, and who may change them."""

from collections.abc import Callable
from datetime import datetime

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from clients.catalog import CatalogClient
from contracts.actors import Actor, Audience
from contracts.catalog import (
    Availability,
    BillingCycle,
    BundleComponentIsNotAllowed,
    OfferingHasChangedMeanwhile,
    OfferingView,
)
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound, Problem
from services.catalog.tables import offering_revisions
from tests.services.catalog.world import OPERATOR, admin, customer, key, plan, price

pytestmark = pytest.mark.engines
As = Callable[[Actor], CatalogClient]


async def own_titles(client: CatalogClient, partner_id: int, limit: int = 200) -> list[str]:
    """Titles of the partner's offerings, over all pages."""
    titles: list[str] = []
    cursor = None
    while True:
        page = await client.offerings(cursor=cursor, limit=limit)
        titles += [o.title for o in page.items if o.availability.partner_ids == [partner_id]]
        cursor = page.next_cursor
        if cursor is None:
            return titles


async def make(acting: As, partner_id: int, title: str, **more: object) -> OfferingView:
    fields = plan(partner_id, title, **more)
    return await acting(OPERATOR).create_offering(fields, key=key())


async def test_products_come_grouped_by_kind_and_then_by_title(acting: As, partner_id: int) -> None:
    once = price(cycle=BillingCycle(kind="once"))
    zebra = await make(acting, partner_id, "zebra")
    await make(acting, partner_id, "Router", kind="one_time", price=once)
    await make(acting, partner_id, "Static address", kind="recurring")
    await make(acting, partner_id, "Phone", kind="voice")
    await make(acting, partner_id, "Ant")
    await make(acting, partner_id, "Both", kind="bundle", component_ids=[zebra.id])
    expected = ["Both", "Ant", "zebra", "Phone", "Static address", "Router"]
    shop = acting(customer(partner_id))
    assert await own_titles(shop, partner_id) == expected
    assert await own_titles(shop, partner_id, limit=1) == expected


async def test_a_customer_sees_and_gets_only_what_it_may_order(acting: As, partner_id: int) -> None:
    both = Availability(partner_ids=[partner_id], locations=["north"], labels=["vip"])
    shown = await make(acting, partner_id, "Shown")
    hidden = [
        await make(acting, partner_id, "Not on the portal", show_on_portal=False),
        await make(acting, partner_id, "Disabled", enabled=False),
        await make(acting, partner_id, "Elsewhere", availability=both),
    ]
    shop = acting(customer(partner_id))
    assert await own_titles(shop, partner_id, limit=1) == ["Shown"]
    assert await shop.offering(shown.id) == shown
    for offering in hidden:
        with pytest.raises(ObjectIsNotFound):
            await shop.offering(offering.id)
    northern = Audience(location="north", labels=frozenset({"vip"}))
    vip = acting(customer(partner_id, audience=northern))
    assert sorted(await own_titles(vip, partner_id)) == ["Elsewhere", "Shown"]


async def test_staff_also_see_hidden_offerings_but_never_another_partners(
    acting: As, partner_id: int
) -> None:
    hidden = await make(acting, partner_id, "Hidden", show_on_portal=False)
    assert await own_titles(acting(admin(partner_id)), partner_id) == ["Hidden"]
    assert await acting(OPERATOR).offering(hidden.id) == hidden
    stranger = acting(admin(9))
    assert await own_titles(stranger, partner_id) == []
    with pytest.raises(ObjectIsNotFound):
        await stranger.offering(hidden.id)
    with pytest.raises(ObjectIsNotFound):
        await stranger.change_offering(hidden.id, plan(9), revision=1)


async def test_an_admin_writes_for_the_own_partner_alone(acting: As, partner_id: int) -> None:
    mine = acting(admin(partner_id))
    made = await mine.create_offering(plan(partner_id), key=key())
    renamed = await mine.change_offering(made.id, plan(partner_id, "Renamed"), revision=1)
    assert (renamed.title, renamed.revision) == ("Renamed", 2)
    for partner_ids in ([], [partner_id, 9], [9]):
        for_others = plan(partner_id, availability=Availability(partner_ids=partner_ids))
        with pytest.raises(ActionIsNotAllowed):
            await mine.create_offering(for_others, key=key())
        with pytest.raises(ActionIsNotAllowed):
            await mine.change_offering(made.id, for_others, revision=2)
    shared = await make(acting, partner_id, "Shared", availability=Availability(), enabled=False)
    with pytest.raises(ActionIsNotAllowed):
        await mine.change_offering(shared.id, plan(partner_id), revision=1)


@pytest.mark.parametrize("kind", ["customer", "system"])
async def test_customers_and_the_worker_write_nothing(acting: As, kind: str) -> None:
    actor = Actor.model_validate({"kind": kind, "id": "x", "partner_id": 1})
    with pytest.raises(ActionIsNotAllowed):
        await acting(actor).create_offering(plan(1), key=key())
    with pytest.raises(ActionIsNotAllowed):
        await acting(actor).change_offering("off_1", plan(1), revision=1)


async def test_a_change_keeps_the_previous_revision_with_who_and_when(
    acting: As, app: FastAPI, partner_id: int
) -> None:
    made = await make(acting, partner_id, "First")
    await acting(admin(partner_id)).change_offering(made.id, plan(partner_id, "Second"), revision=1)
    async with app.state.context.database.autocommit() as connection:
        kept = select(offering_revisions).where(offering_revisions.c.offering_id == made.id)
        row = (await connection.execute(kept)).one()
    assert (row.revision, row.fields["title"], row.changed_by) == (1, "First", "operator/olga")
    assert row.replaced_by == f"admin/ada{partner_id}"
    assert row.replaced_at > row.changed_at


async def test_a_change_of_an_outdated_revision_is_refused(acting: As, partner_id: int) -> None:
    made = await make(acting, partner_id, "First")
    await acting(OPERATOR).change_offering(made.id, plan(partner_id, "Second"), revision=1)
    with pytest.raises(OfferingHasChangedMeanwhile) as refusal:
        await acting(OPERATOR).change_offering(made.id, plan(partner_id, "Third"), revision=1)
    facts = refusal.value.facts
    assert (facts["revision"], facts["expected"]) == (2, 1)
    [newest] = (await acting(OPERATOR).offering_revisions(made.id, limit=1)).items
    assert facts["changed_by"] == newest.changed_by == OPERATOR.label
    assert datetime.fromisoformat(facts["changed_at"]) == newest.changed_at
    assert (await acting(OPERATOR).offering(made.id)).title == "Second"


async def test_a_bundle_holds_only_plans_that_its_admin_can_see(
    acting: As, partner_id: int
) -> None:
    mine = acting(admin(partner_id))
    foreign = await make(acting, 9, "Foreign")
    inside = await make(acting, partner_id, "Inside")
    bundle = plan(partner_id, "Both", kind="bundle", component_ids=[inside.id])
    assert (await mine.create_offering(bundle, key=key())).component_ids == [inside.id]
    with pytest.raises(BundleComponentIsNotAllowed, match="does not exist"):
        await mine.create_offering(
            bundle.model_copy(update={"component_ids": [foreign.id]}), key=key()
        )


async def test_a_component_cannot_change_into_what_its_bundle_may_not_hold(
    acting: As, partner_id: int
) -> None:
    inside = await make(acting, partner_id, "Inside")
    await make(acting, partner_id, "Both", kind="bundle", component_ids=[inside.id])
    dollars = plan(partner_id, "Inside", price=price(currency="USD"))
    with pytest.raises(BundleComponentIsNotAllowed):
        await acting(OPERATOR).change_offering(inside.id, dollars, revision=1)


async def test_a_foreign_cursor_is_refused(acting: As) -> None:
    for cursor in ("!", "b2ZmX2dvbmU", "/w"):
        with pytest.raises(CursorIsInvalid):
            await acting(OPERATOR).offerings(cursor=cursor)


async def test_a_text_that_cannot_be_stored_is_refused_not_broken(
    acting: As, partner_id: int
) -> None:
    with pytest.raises(Problem) as refusal:
        await make(acting, partner_id, "Fibre", description="a\0b")
    assert refusal.value.status == 422


async def test_the_documentation_shows_examples(raw: httpx.AsyncClient) -> None:
    document = (await raw.get("/openapi.json")).json()
    post = document["paths"]["/v1/offerings"]["post"]
    assert set(post["requestBody"]["content"]["application/json"]["examples"]) == {
        "internet",
        "bundle",
        "one_time",
    }
    assert "Idempotency-Key".lower() in {p["name"].lower() for p in post["parameters"]}
