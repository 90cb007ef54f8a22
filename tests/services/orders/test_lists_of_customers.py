"""Staff finds customers and partners; what it may not see is not among them."""

from typing import Any

import pytest

from clients.orders import OrdersClient
from contracts.orders import CustomerFields
from contracts.problems import (
    ActionIsNotAllowed,
    CursorIsInvalid,
    ObjectIsNotFound,
    RequestIsMalformed,
)
from contracts.settings import ChangePartnerSettings
from tests.services.orders.world import OPERATOR, World

pytestmark = pytest.mark.engines


async def put(world: World, customer_id: str, **more: Any) -> None:
    given = {"partner_id": world.partner_id, "name": "Carl", "email": "carl@example.net", **more}
    fields = CustomerFields.model_validate(given)
    await world.acting(OPERATOR).put_customer(f"{customer_id}-{world.partner_id}", fields)


async def found(world: World, client: OrdersClient | None = None, **wanted: Any) -> list[str]:
    """By their ids without the partner, over pages of two."""
    ids: list[str] = []
    cursor = None
    while True:
        page = await (client or world.admin()).customers(limit=2, cursor=cursor, **wanted)
        ids += [one.id.removesuffix(f"-{world.partner_id}") for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return ids


async def test_customers_are_listed_page_by_page_the_newest_first(world: World) -> None:
    begun = await found(world)
    for customer_id in ("ann", "ben", "cem", "dora", "eve"):
        await put(world, customer_id)
    assert await found(world) == ["eve", "dora", "cem", "ben", "ann", *begun]
    await put(world, "ann", name="Anna")
    assert await found(world) == ["eve", "dora", "cem", "ben", "ann", *begun]


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("zoë", ["z1"]),
        ("ZOË m", ["z1"]),
        ("Post.Example", ["z2", "z1"]),
        ("z2", ["z2"]),
        ("100%", ["z2"]),
        ("%", ["z2"]),
        ("_", []),
        ("\\", []),
        ("z1\nZoë", []),
    ],
)
async def test_a_part_of_name_address_or_id_finds_them(
    world: World, q: str, ids: list[str]
) -> None:
    await put(world, "z1", name="Zoë Moor", email="zoe@post.example")
    await put(world, "z2", name="Full 100%", email="full@post.example")
    await put(world, "other", name="Else")
    mine = [one for one in await found(world, q=q) if one in ("z1", "z2", "other")]
    assert mine == ids


async def test_lists_are_narrowed_by_category_label_and_location(world: World) -> None:
    await put(world, "firm", category="company", location="north", labels=["vip", "fibre"])
    await put(world, "kid", location="north", labels=["vipers"])
    assert "kid" not in await found(world, category="company")
    assert "firm" in await found(world, category="company")
    assert await found(world, label="vip", location="north") == ["firm"]
    assert await found(world, location="north") == ["kid", "firm"]
    assert await found(world, label="vip", location="south") == []


async def test_an_admin_finds_its_own_partners_customers_only(world: World) -> None:
    await put(world, "mia", name="Mia Unique")
    operator = world.acting(OPERATOR)
    assert await found(world, operator, q="mia unique", partner_id=world.partner_id) == ["mia"]
    assert await found(world, world.admin(partner_id=9), q="mia unique") == []
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=9).customers(partner_id=world.partner_id)
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).customers()
    with pytest.raises(CursorIsInvalid):
        await world.admin().customers(cursor="bm9uZQ")


async def test_partners_are_those_with_customers_or_settings(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    [own] = (await admin.partners()).items
    assert (own.partner_id, own.own_settings_count) == (world.partner_id, 0)
    named = ChangePartnerSettings(display_name="Lines", ordering_enabled=False)
    await admin.change_settings(partner, named)
    await put(world, "mia")
    fields = CustomerFields(partner_id=7, name="Sven", email="sven@example.net")
    await world.acting(OPERATOR).put_customer("sven", fields)
    everybody = (await world.acting(OPERATOR).partners()).items
    ids = [one.partner_id for one in everybody]
    assert ids == sorted(set(ids))
    assert {7, world.partner_id} <= set(ids)
    assert 8 not in ids
    [mine] = (await admin.partners()).items
    assert mine in everybody
    assert (mine.name, mine.ordering_enabled, mine.own_settings_count) == ("Lines", False, 2)
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).partners()


async def test_many_are_named_at_once_and_no_other_partners(world: World) -> None:
    await put(world, "nora", name="Nora")
    await put(world, "nils", name="Nils")
    stranger = 9 if world.partner_id != 9 else 8
    nora, nils = (f"{one}-{world.partner_id}" for one in ("nora", "nils"))
    keys = [(world.partner_id, nora), (world.partner_id, nils), (stranger, nora), (5, "nobody")]
    for client in (world.admin(), world.acting(OPERATOR)):
        told = (await client.customer_names(keys)).names
        assert {(one.partner_id, one.id): one.name for one in told} == {
            (world.partner_id, nora): "Nora",
            (world.partner_id, nils): "Nils",
        }
    assert (await world.admin(partner_id=stranger).customer_names(keys)).names == []
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).customer_names(keys)
    for wrong in ([], [(0, nora)], [(5, "")], [(5, f"c{n}") for n in range(101)]):
        with pytest.raises(RequestIsMalformed):
            await world.admin().customer_names(wrong)
