"""However large orders are, a list of them can be read, and goes on to the last."""

from datetime import UTC, datetime

import pytest

from chassis.ids import new_id
from chassis.page_sizes import LARGEST_PAGE_BYTES, PART_BYTES
from clients.answers import LARGEST_BYTES
from clients.pages import all_of
from clients.system.orders import SystemOrders
from contracts.orders import OrderView
from services.orders.domain.order import Item, Order
from services.orders.repository.customers import find_customer
from services.orders.repository.placing import insert_order
from tests.services.catalog.domain.large_quotes import OFFERINGS, most_lines, quote_of
from tests.services.orders.domain.cases import policy
from tests.services.orders.world import World

pytestmark = pytest.mark.engines
MOST_A_PAGE = 200


async def place_largest(world: World, kind: str, count: int) -> tuple[SystemOrders, list[str]]:
    """Orders of the largest quote that the catalog makes, oldest first."""
    customer_id = new_id("cus")
    customer = await world.customer(customer_id)
    quote = quote_of(kind, most_lines(kind))
    placed = [
        Order(
            id=new_id("ord"),
            partner_id=world.partner_id,
            customer_id=customer_id,
            path="request",
            currency=quote.currency,
            total_minor=quote.total_minor,
            placed_at=datetime(2023, 1, 1, tzinfo=UTC),
            payment_attempt=0,
            paid_on=None,
            policy=policy(),
            items=tuple(Item(new_id("itm"), line, "awaiting_approval") for line in quote.lines),
        )
        for _ in range(count)
    ]
    async with world.database.begin() as connection:
        theirs = await find_customer(connection, world.partner_id, customer_id)
        assert theirs is not None
        for order in placed:
            assert await insert_order(connection, order, theirs, new_id("quo"), [])
    return customer, sorted(order.id for order in placed)


@pytest.mark.parametrize("kind", OFFERINGS)
async def test_a_list_of_the_largest_orders_is_read_to_its_end(world: World, kind: str) -> None:
    customer, placed = await place_largest(world, kind, 20)
    first = await customer.orders(limit=MOST_A_PAGE)
    assert 0 < len(first.items) < len(placed)
    assert len(first.model_dump_json().encode()) <= LARGEST_PAGE_BYTES + 1_000 < LARGEST_BYTES
    assert sum(len(order.items) for order in first.items) <= LARGEST_PAGE_BYTES // PART_BYTES
    seen = all_of(lambda cursor: customer.orders(cursor=cursor, limit=MOST_A_PAGE))
    assert [order.id async for order in seen] == placed[::-1]


@pytest.mark.parametrize("kind", OFFERINGS)
async def test_only_one_order_that_is_read_has_the_segments(world: World, kind: str) -> None:
    customer, [order_id] = await place_largest(world, kind, 1)
    (listed,) = (await customer.orders()).items
    whole = await customer.order(order_id)
    assert all(item.line.segments for item in whole.items)
    assert len(whole.model_dump_json().encode()) < LARGEST_BYTES
    assert listed == without_segments(whole)


async def test_all_that_are_unfinished_are_found_too(world: World) -> None:
    _, placed = await place_largest(world, "bundle", 20)
    unfinished = all_of(lambda cursor: world.system.unfinished_orders(cursor=cursor, limit=200))
    found = [order.id async for order in unfinished]
    assert [order_id for order_id in found if order_id in placed] == placed


def without_segments(order: OrderView) -> OrderView:
    items = [
        item.model_copy(update={"line": item.line.model_copy(update={"segments": []})})
        for item in order.items
    ]
    return order.model_copy(update={"items": items})
