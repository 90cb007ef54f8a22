"""What a request costs the database does not grow with the order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from contracts.decisions import Decide
from contracts.orders import PlaceOrder
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines

OF_HEALTH = ("clock_timestamp", "schema_version", "pg_logical_emit_message")
OF_THE_SHARED_PARTS = ("outbox", "idempotency_keys", *OF_HEALTH)


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The service's own statements; the relay and the checks beside it and kept answers are not
    its doing."""
    seen: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not any(table in statement for table in OF_THE_SHARED_PARTS):
            seen.append(statement)

    engine = world.database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", count)
    yield seen
    event.remove(engine, "before_cursor_execute", count)


@pytest.mark.parametrize("item_count", [1, 5])
async def test_placing_takes_three_reads_and_two_writes(world: World, item_count: int) -> None:
    customer = await world.customer()
    plans = [await world.plan(title=f"Plan {n}") for n in range(item_count)]
    command = PlaceOrder(quote_id=await world.quote(customer, *plans), pay="on_request")
    with counted(world) as statements:
        await customer.place_order(command, key=key())
    assert len(statements) == 5


@pytest.mark.parametrize("item_count", [1, 5])
async def test_an_order_is_read_in_one(world: World, item_count: int) -> None:
    customer = await world.customer()
    order = (await world.request(customer, item_count)).order
    with counted(world) as statements:
        await customer.order(order.id)
    assert len(statements) == 1


@pytest.mark.parametrize("order_count", [1, 5])
async def test_a_page_of_orders_is_read_in_two(world: World, order_count: int) -> None:
    customer = await world.customer()
    for _ in range(order_count):
        await world.request(customer)
    with counted(world) as statements:
        await customer.orders()
    assert len(statements) == 2


async def test_a_decision_is_recorded_in_four_and_read_again_in_one(world: World) -> None:
    order = (await world.request(await world.customer())).order
    command = Decide(verdict="approve", start_on=PAID_ON)
    with counted(world) as statements:
        await world.admin().decide(order.id, order.items[0].id, command, key=key())
    assert len(statements) == 5
