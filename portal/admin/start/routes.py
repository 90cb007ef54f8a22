"""What needs a person today: how much of it there is, and where it is listed."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fastapi.responses import Response

from contracts.desk import MOST_COUNTED_AT_DESK, Desk
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()
Counted = TypeVar("Counted", bound=Desk)


@dataclass(frozen=True)
class Figure:
    code: str
    count: int
    """`MOST_COUNTED_AT_DESK` for these or more."""
    href: str
    """Of the list that shows exactly these."""

    @property
    def shown(self) -> str:
        most = MOST_COUNTED_AT_DESK - 1
        return f"{most}+" if self.count > most else str(self.count)


@dataclass(frozen=True)
class Part:
    """What one service counts."""

    title: str
    figures: Sequence[Figure] = ()
    away: str = ""


@pages.get("/", permission="staff")
async def start(page: PageDep) -> Response:
    services = page.services
    orders, payments, notifications = await asyncio.gather(
        _or_away(page, services.orders.desk(), "admin.start.orders"),
        _or_away(page, services.payments.desk(), "admin.start.payments"),
        _or_away(page, services.notifications.desk(), "admin.start.words"),
    )
    parts = [
        _part(
            "admin.start.orders",
            orders,
            ("waiting", "admin.start.waiting", "/approvals"),
            ("overdue", "admin.start.overdue", "/approvals?status=overdue"),
            ("flagged", "admin.start.flagged", "/orders?status=needs_attention"),
        ),
        _part(
            "admin.start.payments",
            payments,
            ("failed_refunds", "admin.start.failed_refunds", "/refunds?state=failed"),
            ("open_offline", "admin.start.open_offline", "/offline-payments"),
        ),
        _part(
            "admin.start.words",
            notifications,
            ("unanswered_tickets", "admin.start.unanswered_tickets", "/tickets?state=unanswered"),
            ("failed_mails", "admin.start.failed_mails", "/mails?state=left"),
        ),
    ]
    stuck = _stuck([orders, payments, notifications])
    return page.show("admin/start/page.html", account=page.account, parts=parts, stuck=stuck)


async def _or_away(page: Page, counting: Awaitable[Counted], code: str) -> Counted | Away:
    return await page.away(counting, t(code))


def _part(code: str, counted: Desk | Away, *lists: tuple[str, str, str]) -> Part:
    if isinstance(counted, Away):
        return Part(t(code), away=counted.what)
    figures = [Figure(name, getattr(counted, fact), href) for fact, name, href in lists]
    return Part(t(code), figures)


def _stuck(desks: Sequence[Desk | Away]) -> Figure | None:
    """Of all services; None for who may not see them, or while one of them is away."""
    counts = [None if isinstance(desk, Away) else desk.stuck_messages for desk in desks]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return None
    return Figure("admin.start.stuck_messages", sum(known), "/stuck")
