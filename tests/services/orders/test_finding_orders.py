"""Orders are found by whose they are, by when they were placed, by path and state."""

from datetime import timedelta

import pytest

from contracts.orders import CustomerFields
from tests.services.orders.world import OPERATOR, World, key

pytestmark = pytest.mark.engines


async def named(world: World, customer_id: str, name: str, email: str) -> str:
    """The id of an order of this new customer."""
    customer = await world.customer(customer_id)
    fields = CustomerFields(partner_id=world.partner_id, name=name, email=email)
    await world.acting(OPERATOR).put_customer(customer_id, fields)
    return (await world.request(customer)).order.id


@pytest.mark.parametrize(
    "typed",
    [
        "Moor",
        "mia mo",
        "moor mia",
        "mia.moor@exam",
        "c_42",
        "Mia & !Moor | ':*",
    ],
)
async def test_an_order_is_found_by_words_of_its_customer(world: World, typed: str) -> None:
    hers = await named(world, f"c_42_{key()}", "Mia Moor", "mia.moor@example.net")
    await named(world, f"c_43_{key()}", "Max Mooney", "max@example.net")
    for staff in (world.admin(), world.acting(OPERATOR)):
        found = await staff.orders(q=typed, partner_id=world.partner_id)
        assert [(one.id, one.customer_name) for one in found.items] == [(hers, "Mia Moor")]


async def test_an_order_is_found_by_its_id_and_nothing_by_signs(world: World) -> None:
    order_id = await named(world, key(), "Mia Moor", "mia@example.net")
    await named(world, key(), "Max Moor", "max@example.net")
    admin = world.admin()
    assert [one.id for one in (await admin.orders(q=order_id)).items] == [order_id]
    for nothing in ("%", "_", "' & !", order_id[:-1]):
        assert (await admin.orders(q=nothing)).items == []


async def test_words_find_nothing_of_others(world: World) -> None:
    order_id = await named(world, key(), "Mia Moor", "mia@example.net")
    stranger = await world.customer()
    other = world.admin(partner_id=world.partner_id % 89 + 10)
    for reader in (stranger, other):
        for typed in ("Moor", order_id):
            assert (await reader.orders(q=typed)).items == []


async def test_pages_of_what_is_found_hold_each_order_once(world: World) -> None:
    placed = [await named(world, key(), f"Mia Moor {n}", "m@example.net") for n in range(3)]
    seen, cursor = [], None
    while True:
        page = await world.admin().orders(q="moor", limit=2, cursor=cursor)
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == placed[::-1]


async def test_orders_are_narrowed_to_days_and_path(world: World) -> None:
    customer, admin = await world.customer(), world.admin()
    first = (await world.request(customer)).order
    world.clock.at += timedelta(days=1)
    second = (await world.upfront(customer)).order
    at = second.placed_at
    before = at - timedelta(seconds=1)

    async def found(**wanted: object) -> list[str]:
        return [one.id for one in (await admin.orders(**wanted)).items]  # type: ignore[arg-type]

    assert await found(placed_from=at) == [second.id]
    assert await found(placed_to=before) == [first.id]
    assert await found(placed_from=first.placed_at, placed_to=at) == [second.id, first.id]
    assert await found(path="upfront") == [second.id]
    assert await found(path="upfront", placed_to=before) == []
    assert await found(path="request", status="waiting_for_approval") == [first.id]


async def test_a_customer_does_not_read_the_name_that_staff_reads(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    assert order.customer_name is None
    assert (await customer.orders()).items[0].customer_name is None
    assert (await world.admin().order(order.id)).customer_name == "Carl"
