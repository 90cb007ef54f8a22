"""What waits for money by hand, also for a spreadsheet; what came is recorded, once."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal

from fastapi import Depends
from fastapi.responses import Response

from clients.pages import all_of
from contracts.bookkeeping import OfflinePaymentView
from contracts.message import Id
from contracts.message import Page as PageOf
from contracts.problems import ObjectIsNotFound
from contracts.said import said
from portal.admin.customer_names import customer_names
from portal.admin.customers.view import customer_path
from portal.admin.lists import file_of, read_list
from portal.admin.partners import Named
from portal.admin.permissions import PERMISSIONS
from portal.admin.receipts import METHODS, ReceiptForm, read_receipt, usual_receipt
from portal.admin.who import customers_named, people_of
from portal.web.csv import ROWS_AT_ONCE, Cell, amount
from portal.web.forms import FormIsWrong, Typed
from portal.web.lists import Place, Words, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import moment_in, term

pages = Pages()
HERE = "/offline-payments"
State = Literal["open", "captured", "cancelled"]
STATES: tuple[State, ...] = ("open", "captured", "cancelled")
LOOKS: dict[State, str] = {"open": "info", "captured": "success", "cancelled": ""}
COLUMNS = (
    "admin.offline.reference",
    "admin.payments.state",
    "portal.finance.amount",
    "document.currency",
    "admin.offline.asked",
    "admin.offline.received",
    "admin.payments.method",
    "admin.offline.receipt",
    "admin.offline.recorded_by",
    "admin.customers.partner",
    "admin.customers.number",
    "portal.services.order",
)


@dataclass(frozen=True)
class Asked:
    """All of it may be blank. Without a word on it, what still waits is shown."""

    q: Words = ""
    partner_id: Named = ""
    state: State | Literal["any", ""] = ""

    @property
    def shown(self) -> str:
        return self.state or ("any" if self.q.strip() else "open")

    @property
    def narrows(self) -> bool:
        return bool(self.partner_id or self.state or self.q.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[OfflinePaymentView]]]:
        states: dict[str, State] = {state: state for state in STATES}
        return lambda cursor: page.services.payments.offline_payments(
            partner_id=self.partner_id or None,
            state=states.get(self.shown),
            payment_reference=self.q.strip() or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get(HERE, permission="staff")
async def offline_payments(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/offline_payments/page.html",
        list=shown,
        asked=asked,
        partners=partners,
        states=choices("payment_state", STATES),
        looks=LOOKS,
        names=await customers_named(page, shown.rows),
        customer_path=partial(customer_path, page),
    )


@pages.get(f"{HERE}.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.offline.file", COLUMNS, _rows(page, asked))


@pages.get(HERE + "/{intent_id}", permission="staff")
async def offline_payment(page: PageDep, intent_id: Id) -> Response:
    one = await _asked_for(page, intent_id)
    initial = usual_receipt(page, one.amount_minor, one.currency)
    return await _shown(page, one, page.typed(**initial))


@pages.post(HERE + "/{intent_id}", permission="decide")
async def record(page: PageDep, intent_id: Id) -> Response:
    one, payments = await _asked_for(page, intent_id), page.services.payments
    try:
        received = await read_receipt(page, await page.form(ReceiptForm), one.currency)
    except FormIsWrong as wrong:
        return await _shown(page, one, wrong.typed, 422)
    became = await page.do_once(
        lambda key: payments.record_offline_receipt(intent_id, received, key=key)
    )
    words = said("others.words", words=became.message.text)
    return page.go(f"{HERE}/{intent_id}", words, "warning" if became.goes_back else "success")


async def _asked_for(page: Page, intent_id: str) -> OfflinePaymentView:
    """Raises `ObjectIsNotFound`."""
    found = await page.services.payments.offline_payments(intent_id=intent_id, limit=1)
    if not found.items:
        raise ObjectIsNotFound(what="payment intent")
    return found.items[0]


async def _shown(page: Page, one: OfflinePaymentView, typed: Typed, status: int = 200) -> Response:
    customers = await customer_names(page, [(one.partner_id, one.customer_id)])
    return page.show(
        "admin/offline_payments/payment.html",
        status=status,
        one=one,
        typed=typed,
        looks=LOOKS,
        methods=choices("method", METHODS),
        can_record=PERMISSIONS.admits("decide", page.session) and one.received is None,
        names=await people_of(page, [one.recorded_by], customers),
        customer_path=customer_path(page, one.partner_id, one.customer_id),
    )


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        came = one.received
        yield (
            one.payment_reference,
            term("payment_state", one.state),
            amount(one.amount_minor, one.currency),
            one.currency,
            moment_in(one.opened_at, page.zone),
            came.received_on if came else None,
            term("method", came.method) if came else None,
            came.reference if came else None,
            one.recorded_by,
            one.partner_id,
            one.customer_id,
            one.order_id,
        )
