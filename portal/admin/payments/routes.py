"""Money on its way in as a list, also for a spreadsheet, and one payment with all other attempts of
its order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, get_args

from fastapi import Depends
from fastapi.responses import Response

from clients.pages import all_of
from contracts.incoming import IncomingMethod, IncomingPayment
from contracts.message import Day, Id
from contracts.message import Page as PageOf
from contracts.payments import IntentState
from portal.admin.customer_names import customer_names
from portal.admin.customers.view import customer_path
from portal.admin.lists import file_of, read_list
from portal.admin.partners import Named
from portal.admin.who import customers_named, people_of
from portal.web.csv import ROWS_AT_ONCE, Cell, amount
from portal.web.dates import begin_of, begin_of_next
from portal.web.lists import Place, Words, choices
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import moment_in, term

pages = Pages()
STATES: tuple[IntentState, ...] = get_args(IntentState)
METHODS: tuple[IncomingMethod, ...] = get_args(IncomingMethod)
LOOKS: dict[IntentState, str] = {
    "created": "info",
    "open": "info",
    "processing": "info",
    "captured": "success",
    "failed": "error",
    "mismatch": "error",
}
MOST_OF_ORDER = 50
COLUMNS = (
    "admin.payments.number",
    "portal.services.order",
    "admin.payments.attempt",
    "admin.payments.state",
    "portal.finance.amount",
    "document.currency",
    "admin.payments.method",
    "admin.payments.gateway",
    "admin.payments.reference",
    "admin.payments.began",
    "admin.payments.captured",
    "admin.payments.failure",
    "admin.customers.partner",
    "admin.customers.number",
)


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in. Both days are in it."""

    q: Words = ""
    partner_id: Named = ""
    state: IntentState | Literal[""] = ""
    method: IncomingMethod | Literal[""] = ""
    since: Day | Literal[""] = ""
    until: Day | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        chosen = self.partner_id or self.state or self.method or self.since or self.until
        return bool(chosen or self.q.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[IncomingPayment]]]:
        return lambda cursor: page.services.payments.incoming_payments(
            partner_id=self.partner_id or None,
            state=self.state or None,
            method=self.method or None,
            began_from=begin_of(self.since, page.zone) if self.since else None,
            began_before=begin_of_next(self.until, page.zone) if self.until else None,
            q=self.q.strip() or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get("/payments", permission="staff")
async def payments(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/payments/page.html",
        list=shown,
        asked=asked,
        partners=partners,
        states=choices("payment_state", STATES),
        methods=choices("incoming_method", METHODS),
        looks=LOOKS,
        names=await customers_named(page, shown.rows),
        customer_path=partial(customer_path, page),
    )


@pages.get("/payments.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.payments.file", COLUMNS, _rows(page, asked))


@pages.get("/payments/{payment_id}", permission="staff")
async def payment(page: PageDep, payment_id: Id) -> Response:
    service = page.services.payments
    one = await service.incoming_payment(payment_id)
    others, refunds, customers = await asyncio.gather(
        page.away(
            service.incoming_payments(
                order_id=one.order_id, partner_id=one.partner_id, limit=MOST_OF_ORDER
            ),
            t("admin.payments.of_order"),
        ),
        page.away(
            service.refunds(order_id=one.order_id, partner_id=one.partner_id, limit=1),
            t("admin.menu.refunds"),
        ),
        customer_names(page, [(one.partner_id, one.customer_id)]),
    )
    return page.show(
        "admin/payments/payment.html",
        one=one,
        others=others,
        has_refunds=not isinstance(refunds, Away) and bool(refunds.items),
        goes_on=not isinstance(others, Away) and bool(others.next_cursor),
        looks=LOOKS,
        names=await people_of(page, [one.recorded_by], customers),
        customer_path=customer_path(page, one.partner_id, one.customer_id),
    )


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.id,
            one.order_id,
            one.attempt,
            term("payment_state", one.state),
            amount(one.amount_minor, one.currency),
            one.currency,
            term("incoming_method", one.method),
            one.gateway,
            one.gateway_payment_id or one.reference,
            moment_in(one.began_at, page.zone),
            moment_in(one.captured_at, page.zone) if one.captured_at else None,
            one.failure.text if one.failure else None,
            one.partner_id,
            one.customer_id,
        )
