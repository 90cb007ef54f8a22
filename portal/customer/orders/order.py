"""One order: what is in it, what happened, what comes next, and what its customer can do."""

import asyncio
from dataclasses import dataclass

from fastapi.responses import Response

from contracts.finance import FinanceDocument
from contracts.message import Id
from contracts.message import Page as PageOf
from contracts.orders import OrderView
from contracts.said import said
from contracts.timeline import ComingStep, Timeline
from portal.customer.orders.returning import has_just_returned
from portal.customer.orders.view import Item, Row, can_pay, coming, items_of, row_of
from portal.web.lists import Place, beginning, following
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()
EVENTS, DOCUMENTS = 30, 50
PATHS = {"invoice": "/finance/invoices", "credit_note": "/finance/credit-notes"}


@dataclass(frozen=True)
class Shown:
    """An order's page."""

    order: OrderView
    row: Row
    items: list[Item]
    comes_next: list[ComingStep]
    timeline: Timeline | Away
    documents: PageOf[FinanceDocument] | Away
    may_pay: bool

    def path_of(self, document: FinanceDocument) -> str:
        return f"{PATHS[document.kind]}/{document.id}"


@pages.get("/orders/{order_id}", permission="customer")
async def order(page: PageDep, order_id: Id, cursor: Place = None) -> Response:
    view = await _read(page, order_id, cursor)
    more = None if isinstance(view.timeline, Away) else view.timeline.next_cursor
    return page.show(
        "customer/orders/order.html",
        view=view,
        next=following(page, more),
        first=beginning(page, cursor),
    )


@pages.get("/orders/{order_id}/cancel", permission="customer")
async def confirm_cancelling(page: PageDep, order_id: Id) -> Response:
    """Also where a refusal leads back to, which is then said on the order's page."""
    found = await page.services.orders.order(order_id)
    if "cancel" not in found.can:
        return page.go(f"/orders/{order_id}")
    is_paid = any(item.state == "awaiting_confirmation" for item in found.items)
    return page.show(
        "customer/orders/cancel.html",
        order=found,
        items=[item for item in items_of(found) if item.is_open],
        what="paid" if is_paid else "unpaid",
    )


@pages.post("/orders/{order_id}/cancel", permission="customer")
async def cancel(page: PageDep, order_id: Id) -> Response:
    await page.do_once(lambda key: page.services.orders.cancel_order(order_id, key=key))
    return page.go(f"/orders/{order_id}", said("portal.orders.was_cancelled"))


@pages.post("/orders/{order_id}/request", permission="customer")
async def send_as_request(page: PageDep, order_id: Id) -> Response:
    await page.do_once(lambda key: page.services.orders.switch_to_request(order_id, key=key))
    return page.go(f"/orders/{order_id}/return")


async def _read(page: Page, order_id: str, cursor: str | None) -> Shown:
    orders, payments = page.services.orders, page.services.payments
    found, timeline, documents = await asyncio.gather(
        orders.order(order_id),
        page.away(
            orders.timeline(order_id, cursor=cursor, limit=EVENTS), t("portal.orders.timeline")
        ),
        page.away(
            payments.documents(order_id=order_id, limit=DOCUMENTS), t("portal.orders.documents")
        ),
    )
    steps = coming(found, None if isinstance(timeline, Away) else timeline)
    return Shown(
        order=found,
        row=row_of(found),
        items=items_of(found),
        comes_next=steps,
        timeline=timeline,
        documents=documents,
        may_pay=can_pay(found, steps) and not has_just_returned(page, order_id),
    )
