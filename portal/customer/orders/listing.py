"""The customer's orders as a list."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

from fastapi import Depends
from fastapi.responses import Response

from contracts.decisions import Granted, OrderPath, OrderStatus
from contracts.message import Day
from contracts.message import Page as PageOf
from contracts.orders import OrderView
from portal.customer.orders.view import row_of
from portal.web.dates import begin_of, end_of
from portal.web.lists import ROWS, Place, Words, address, beginning, choices, following
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


class Narrowed(TypedDict, total=False):
    """What orders is asked for one of the states."""

    status: OrderStatus
    path: OrderPath
    granted: Granted


Wanted = Literal[
    "waiting_for_payment",
    "waiting_for_approval",
    "scheduled",
    "active",
    "rejected",
    "cancelled",
    "expired",
    "",
]
STATES: dict[Wanted, Narrowed] = {
    "waiting_for_payment": {"status": "waiting_for_payment"},
    "waiting_for_approval": {"status": "waiting_for_approval", "path": "request"},
    "scheduled": {"granted": "scheduled"},
    "active": {"granted": "active"},
    "rejected": {"status": "rejected"},
    "cancelled": {"status": "cancelled"},
    "expired": {"status": "expired"},
    "": {},
}
"""To choose from. What was paid upfront waits for no approval that its customer knows of."""


@dataclass(frozen=True)
class Asked:
    """What the address narrows the list to; both days are in it."""

    q: Words = ""
    state: Wanted = ""
    placed_from: Day | Literal[""] = ""
    placed_to: Day | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        return bool(self.q.strip()) or self.has_filters

    @property
    def has_filters(self) -> bool:
        """Beside the words that are searched for."""
        return bool(self.state or self.placed_from or self.placed_to)

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[OrderView]]]:
        return lambda cursor: page.services.orders.orders(
            q=self.q.strip() or None,
            **STATES[self.state],
            placed_from=begin_of(self.placed_from, page.zone) if self.placed_from else None,
            placed_to=end_of(self.placed_to, page.zone) if self.placed_to else None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get("/orders", permission="customer")
async def orders(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    listed = await asked.reader(page, ROWS)(cursor)
    return page.show(
        "customer/orders/list.html",
        orders=[row_of(one) for one in listed.items],
        asked=asked,
        states=choices("order_shown", [state for state in STATES if state]),
        export=address(page, cursor=None).replace("/orders", "/orders/export.csv", 1),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )
