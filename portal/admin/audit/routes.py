"""Who changed what, over all orders and settings, also for a spreadsheet."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, Query
from fastapi.responses import Response

from clients.pages import all_of
from contracts.audit import ChangeKind, FoundChange
from contracts.message import Day
from contracts.message import Page as PageOf
from portal.admin.lists import file_of, read_list
from portal.admin.partners import Named
from portal.web.csv import ROWS_AT_ONCE, Cell
from portal.web.dates import begin_of, begin_of_next
from portal.web.lists import Place, Words, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import moment_in

pages = Pages()
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
ALL_PARTNERS = "default"
COLUMNS = (
    "admin.order.at",
    "admin.order.by",
    "admin.order.audit_what",
    "admin.order.reason",
    "portal.services.order",
    "admin.customers.partner",
)
Person = Annotated[str, Query(max_length=254)]


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in. Both days are in it."""

    q: Words = ""
    """An order, whole."""
    by: Person = ""
    partner_id: Named = ""
    kind: ChangeKind | Literal[""] = ""
    since: Day | Literal[""] = ""
    until: Day | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        chosen = self.partner_id or self.kind or self.since or self.until
        return bool(chosen or self.q.strip() or self.by.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[FoundChange]]]:
        return lambda cursor: page.services.orders.changes(
            by=self.by.strip() or None,
            kind=self.kind or None,
            order_id=self.q.strip() or None,
            partner_id=self.partner_id or None,
            changed_from=begin_of(self.since, page.zone) if self.since else None,
            changed_before=begin_of_next(self.until, page.zone) if self.until else None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get("/audit", permission="staff")
async def audit(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/audit/page.html",
        list=shown,
        asked=asked,
        partners=partners,
        kinds=choices("change_kind", KINDS),
        whose=_whose,
    )


@pages.get("/audit.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of("admin.audit.file", COLUMNS, _rows(page, asked))


def _whose(one: FoundChange) -> str:
    return t("admin.audit.all_partners") if one.partner == ALL_PARTNERS else one.partner


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            moment_in(one.at, page.zone),
            one.actor,
            one.action,
            one.reason.text,
            one.order_id,
            _whose(one),
        )
