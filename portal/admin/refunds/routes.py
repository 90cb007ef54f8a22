"""Refunds as a list, also for a spreadsheet; a failed one is tried again, a pending one is given
up."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends
from fastapi.responses import Response

from clients.pages import all_of
from contracts.message import Id, PrintedName
from contracts.message import Page as PageOf
from contracts.refunds import EndRefund, RefundState, RefundView
from contracts.said import said
from portal.admin.lists import file_of, read_list
from portal.admin.partners import Named
from portal.admin.permissions import PERMISSIONS
from portal.admin.who import people_of
from portal.web.csv import ROWS_AT_ONCE, Cell, amount
from portal.web.forms import Form
from portal.web.lists import Place, Words, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import moment_in, term

pages = Pages()
STATES: tuple[RefundState, ...] = get_args(RefundState)
LOOKS: dict[RefundState, str] = {"pending": "info", "succeeded": "success", "failed": "error"}
COLUMNS = (
    "portal.services.order",
    "admin.refunds.state",
    "portal.finance.amount",
    "document.currency",
    "admin.refunds.tries",
    "admin.refunds.failure",
    "admin.refunds.began",
    "admin.refunds.settled",
)


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    partner_id: Named = ""
    state: RefundState | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        return bool(self.partner_id or self.state or self.q.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[RefundView]]]:
        return lambda cursor: page.services.payments.refunds(
            partner_id=self.partner_id or None,
            order_id=self.q.strip() or None,
            state=self.state or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


class EndForm(Form):
    reason: PrintedName


@pages.get("/refunds", permission="staff")
async def refunds(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/refunds/page.html",
        list=shown,
        names=await people_of(page, [one.ended_by for one in shown.rows]),
        asked=asked,
        partners=partners,
        states=choices("refund_state", STATES),
        looks=LOOKS,
        can_decide=PERMISSIONS.admits("decide", page.session),
    )


@pages.get("/refunds.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.refunds.file", COLUMNS, _rows(page, asked))


@pages.post("/refunds/{refund_id}/retry", permission="decide")
async def retry(page: PageDep, refund_id: Id) -> Response:
    payments = page.services.payments
    await page.do_once(lambda key: payments.retry_refund(refund_id, key=key))
    return page.go(page.address, said("admin.refunds.was_retried"))


@pages.post("/refunds/{refund_id}/end", permission="decide")
async def end(page: PageDep, refund_id: Id) -> Response:
    """Without a reason nothing is done: the browser asks for one already."""
    form, payments = await page.form(EndForm), page.services.payments
    command = EndRefund(reason=form.reason)
    await page.do_once(lambda key: payments.end_refund(refund_id, command, key=key))
    return page.go(page.address, said("admin.refunds.was_ended"))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.order_id,
            term("refund_state", one.state),
            amount(one.amount_minor, one.currency),
            one.currency,
            one.tries,
            one.end_reason or (one.failure.text if one.failure else None),
            moment_in(one.created_at, page.zone) if one.created_at else None,
            moment_in(one.settled_at, page.zone) if one.settled_at else None,
        )
