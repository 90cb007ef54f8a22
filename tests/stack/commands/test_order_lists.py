"""`turnup order list` shows as many orders as were asked for, in however many pages they come."""

from typing import Any

import pytest

from clients.orders import OrdersClient
from contracts.message import Page
from contracts.orders import OrderView
from stack.commands import order


class LargeOrders(OrdersClient):
    """A service of so many orders that a page of it has room for two."""

    def __init__(self, count: int) -> None:
        known: list[dict[str, Any]] = [{"id": f"ord_{n}"} for n in range(count)]
        self.left = [OrderView.model_construct(**order) for order in known]
        self.asked: list[tuple[str | None, int | None]] = []

    async def orders(
        self, *, cursor: str | None = None, limit: int | None = None, **_: Any
    ) -> Page[OrderView]:
        self.asked.append((cursor, limit))
        first = 0 if cursor is None else int(cursor)
        last = first + min(2, limit or 2)
        following = str(last) if last < len(self.left) else None
        return Page[OrderView].model_construct(items=self.left[first:last], next_cursor=following)


@pytest.mark.parametrize(
    ("count", "limit", "asked"),
    [
        (5, 30, [(None, 30), ("2", 28), ("4", 26)]),
        (5, 3, [(None, 3), ("2", 1)]),
        (1, 30, [(None, 30)]),
    ],
)
async def test_pages_that_end_early_are_followed(
    count: int, limit: int, asked: list[tuple[str | None, int]]
) -> None:
    orders = LargeOrders(count)
    page = await order._newest(orders, None, limit)
    assert [one.id for one in page.items] == [f"ord_{n}" for n in range(min(count, limit))]
    assert orders.asked == asked
    assert (page.next_cursor is None) == (limit >= count)
