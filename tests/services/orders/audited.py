"""What the audit of an order holds, and steps that are taken twice to see that it stays so."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tests.services.orders.world import World

Answer = TypeVar("Answer")


async def actions(world: World, order_id: str) -> list[str]:
    """What the audit holds of an order, oldest first."""
    page = await world.admin().audit(order_id, limit=200)
    return [entry.action for entry in page.items][::-1]


async def twice(world: World, order_id: str, step: Callable[[], Awaitable[Answer]]) -> Answer:
    """Its answer, after making sure that the second time neither changes nor audits anything."""
    first = await step()
    audited = await actions(world, order_id)
    assert await step() == first
    assert await actions(world, order_id) == audited
    return first
