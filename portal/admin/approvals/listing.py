"""The approval inbox: what waits for a decision, the most urgent first, narrowed by the address."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import Depends, Query
from fastapi.responses import Response

from contracts.approvals import WaitingOrder, WaitingStatus
from contracts.decisions import OrderPath
from contracts.message import Page as PageOf
from contracts.message import PartnerId
from contracts.settings import PartnerSummary
from portal.admin.permissions import PERMISSIONS
from portal.web.lists import ROWS, Place, Words, address, beginning, choices, following
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()
APPROVALS = "/approvals"
AGES = ("1", "3", "7", "14")
"""Days, to choose from."""
MOST_TITLES = 3


@dataclass(frozen=True)
class Asked:
    """What the address narrows the list to."""

    q: Words = ""
    path: OrderPath | Literal[""] = ""
    status: WaitingStatus | Literal[""] = ""
    days: Literal["1", "3", "7", "14", ""] = ""
    """That it has waited for, at least."""
    partner: Annotated[PartnerId | Literal[""], Query()] = ""
    """Of staff that belongs to none."""

    rows: Literal["100", ""] = ""
    """Of one page, to decide more at once."""

    @property
    def narrows(self) -> bool:
        return bool(self.q.strip() or self.path or self.status or self.days or self.partner)


AskedDep = Annotated[Asked, Depends()]


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
    listed, partners = await asyncio.gather(
        read_waiting(page, asked, cursor), partners_to_choose(page)
    )
    now = page.context.now()
    return page.show(
        "admin/approvals/list.html",
        rows=[Row(one, now) for one in listed.items],
        asked=asked,
        paths=choices("order_path", ("upfront", "request")),
        statuses=choices("waiting_status", ("overdue", "flagged")),
        ages=[(days, t("admin.approvals.days_at_least", count=int(days))) for days in AGES],
        partners=partners,
        may_decide=PERMISSIONS.admits("decide", page.session),
        typed=page.typed(start_on=now.date().isoformat()),
        more="" if asked.rows or not listed.next_cursor else address(page, rows="100"),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )


async def read_waiting(page: Page, asked: Asked, cursor: str | None) -> PageOf[WaitingOrder]:
    until = page.context.now() - timedelta(days=int(asked.days)) if asked.days else None
    return await page.services.orders.approvals(
        q=asked.q.strip() or None,
        partner_id=(asked.partner or None) if page.account.partner_id is None else None,
        path=asked.path or None,
        status=asked.status or None,
        waiting_until=until,
        cursor=cursor,
        limit=int(asked.rows or ROWS),
    )


async def partners_to_choose(page: Page) -> list[PartnerSummary]:
    """None for staff that has one, or while they cannot be read."""
    if page.account.partner_id is not None:
        return []
    found = await page.away(page.services.orders.partners(), t("admin.approvals.partner"))
    return [] if isinstance(found, Away) else found.items
