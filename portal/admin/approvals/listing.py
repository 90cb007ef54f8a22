"""The approval inbox: what waits for a decision, the most urgent first, narrowed by the address."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from fastapi.responses import Response

from contracts.approvals import MOST_DECIDED_ORDERS, WaitingOrder, WaitingSort
from contracts.message import Id
from contracts.message import Page as PageOf
from contracts.settings import PartnerSummary
from portal.admin.approvals.asked import (
    APPROVALS,
    Asked,
    AskedDep,
    list_address,
    order_address,
)
from portal.admin.permissions import PERMISSIONS
from portal.web.lists import ROWS, Place, address, beginning, choices, following
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()
AGES = ("1", "3", "7", "14")
"""Days, to choose from."""
MOST_TITLES = 3
MOST_ROWS = MOST_DECIDED_ORDERS
"""Of a page to decide more at once."""


@dataclass(frozen=True)
class Row:
    order: WaitingOrder
    now: datetime

    @property
    def is_late(self) -> bool:
        """So that it is escalated."""
        return self.order.decision_due_at < self.now

    @property
    def waiting_days(self) -> int:
        return max((self.now - self.order.waiting_since).days, 0)

    @property
    def titles(self) -> list[str]:
        return [item.title for item in self.order.items[:MOST_TITLES]]

    @property
    def more_count(self) -> int:
        return max(self.order.item_count - MOST_TITLES, 0)


@pages.get(APPROVALS, permission="staff")
async def approvals(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    listed, partners, matching = await asyncio.gather(
        read_waiting(page, asked, cursor, MOST_ROWS if asked.rows else ROWS),
        partners_to_choose(page),
        count_matching(page, asked),
    )
    now = page.context.now()
    return page.show(
        "admin/approvals/list.html",
        rows=[Row(one, now) for one in listed.items],
        asked=asked,
        order_address=lambda order_id: order_address(order_id, asked),
        paths=choices("order_path", ("upfront", "request")),
        statuses=choices("waiting_status", ("overdue", "flagged")),
        sorts=choices("waiting_sort", get_args(WaitingSort)),
        ages=[(days, t("admin.approvals.days_at_least", count=int(days))) for days in AGES],
        partners=partners,
        may_decide=PERMISSIONS.admits("decide", page.session),
        typed=page.typed(start_on=now.date().isoformat()),
        more="" if asked.rows or not listed.next_cursor else address(page, rows="100"),
        matching=matching,
        most=MOST_DECIDED_ORDERS,
        choose_all=address(page, rows="100", chosen="all", cursor=None),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )


@pages.get(f"{APPROVALS}/next", permission="decide")
async def next_waiting(page: PageDep, after: Id, asked: AskedDep) -> Response:
    """The first order of the same list but the one that was just decided, so that no list is
    between them; where none is left, the list, which says so."""
    found = await read_waiting(page, asked, None, 2)
    for one in found.items:
        if one.id != after:
            return page.go(order_address(one.id, asked))
    return page.go(list_address(asked))


async def read_waiting(
    page: Page, asked: Asked, cursor: str | None, limit: int
) -> PageOf[WaitingOrder]:
    return await page.services.orders.approvals(
        **asked.filters(page), sort=asked.sort or None, cursor=cursor, limit=limit
    )


async def count_matching(page: Page, asked: Asked) -> int:
    return (await page.services.orders.count_approvals(**asked.filters(page))).waiting


async def partners_to_choose(page: Page) -> list[PartnerSummary]:
    """None for staff that has one, or while they cannot be read."""
    if page.account.partner_id is not None:
        return []
    found = await page.away(page.services.orders.partners(), t("admin.approvals.partner"))
    return [] if isinstance(found, Away) else found.items
