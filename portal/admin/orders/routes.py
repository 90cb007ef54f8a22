"""All orders as a list, also for a spreadsheet."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends
from fastapi.responses import Response

from clients.pages import all_of
from contracts.decisions import OrderPath, OrderStatus
from contracts.message import Day
from contracts.message import Page as PageOf
from contracts.orders import OrderView
from portal.admin.lists import file_of, read_list
from portal.admin.order.view import STATUS_KINDS
from portal.admin.partners import Named
from portal.web.csv import ROWS_AT_ONCE, Cell, amount
from portal.web.dates import begin_of, end_of
from portal.web.lists import Place, Words, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import moment_in, term

pages = Pages()
STATUSES: tuple[OrderStatus, ...] = get_args(OrderStatus)
PATHS: tuple[OrderPath, ...] = get_args(OrderPath)
COLUMNS = (
    "portal.services.order",
    "admin.order.state",
    "admin.approvals.path",
    "admin.order.placed",
    "admin.order.total",
    "document.currency",
    "admin.order.products",
    "admin.order.customer",
    "admin.customers.number",
    "admin.customers.partner",
)


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in. Both days are in it."""

    q: Words = ""
    partner_id: Named = ""
    status: OrderStatus | Literal[""] = ""
    path: OrderPath | Literal[""] = ""
    since: Day | Literal[""] = ""
    until: Day | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        chosen = self.partner_id or self.status or self.path or self.since or self.until
        return bool(chosen or self.q.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[OrderView]]]:
        return lambda cursor: page.services.orders.orders(
            q=self.q.strip() or None,
            partner_id=self.partner_id or None,
            status=self.status or None,
            path=self.path or None,
            placed_from=begin_of(self.since, page.zone) if self.since else None,
            placed_to=end_of(self.until, page.zone) if self.until else None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get("/orders", permission="staff")
async def orders(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/orders/page.html",
        list=shown,
        asked=asked,
        partners=partners,
        statuses=choices("order_status", STATUSES),
        paths=choices("order_path", PATHS),
        looks=STATUS_KINDS,
    )


@pages.get("/orders.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "portal.orders.file", COLUMNS, _rows(page, asked))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.id,
            term("order_status", one.status),
            term("order_path", one.path),
            moment_in(one.placed_at, page.zone),
            amount(one.total_minor, one.currency),
            one.currency,
            ", ".join(item.line.title for item in one.items),
            one.customer_name,
            one.customer_id,
            one.partner_id,
        )
