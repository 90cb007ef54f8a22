"""The money of one order: its attempts to pay, what was booked, its documents and its refunds. The
gateway is asked what it has of an attempt."""

import asyncio
from dataclasses import dataclass

from fastapi.responses import Response

from contracts.finance import FinanceDocument
from contracts.message import Id
from contracts.message import Page as PageOf
from contracts.payments import GatewayAnswer, PaymentIntentView, PaymentView
from contracts.refunds import RefundView
from contracts.said import Said, said
from portal.admin.documents.routes import LOOKS as DOCUMENT_LOOKS
from portal.admin.permissions import PERMISSIONS
from portal.admin.refunds.routes import LOOKS as REFUND_LOOKS
from portal.web.lists import Place, beginning, following
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
MOST_SHOWN = 50
"""Of documents, payments and refunds each, the newest."""
ATTEMPTS = 20
"""Of one page."""
LOOKS = {
    "open": "info",
    "processing": "info",
    "captured": "success",
    "failed": "error",
    "mismatch": "error",
}


@dataclass(frozen=True)
class Money:
    attempts: PageOf[PaymentIntentView]
    payments: list[PaymentView]
    documents: list[FinanceDocument]
    refunds: list[RefundView]
    has_more: bool


@pages.get("/orders/{order_id}/money", permission="staff")
async def money(page: PageDep, order_id: Id, cursor: Place = None) -> Response:
    found, read = await asyncio.gather(
        page.services.orders.order(order_id),
        page.away(_read(page, order_id, cursor), "payments"),
    )
    is_away = isinstance(read, Away)
    return page.show(
        "admin/order/money.html",
        order=found,
        zone=found.policy.time_zone,
        money=None if isinstance(read, Away) else read,
        looks=LOOKS,
        refund_looks=REFUND_LOOKS,
        document_looks=DOCUMENT_LOOKS,
        can_decide=PERMISSIONS.admits("decide", page.session),
        next="" if isinstance(read, Away) else following(page, read.attempts.next_cursor),
        first=beginning(page, cursor),
        is_away=is_away,
    )


@pages.post("/orders/{order_id}/payments/{intent_id}/ask", permission="staff")
async def ask(page: PageDep, order_id: Id, intent_id: Id) -> Response:
    """What it answers is brought about where it is news; where it cannot be asked, its words say
    why."""
    answer = await page.services.payments.ask_gateway(intent_id)
    return page.go(f"/orders/{order_id}/money", _told(answer), "info")


async def _read(page: Page, order_id: str, cursor: str | None) -> Money:
    payments = page.services.payments
    attempts, booked, documents, refunds = await asyncio.gather(
        payments.intents_of_order(order_id, cursor=cursor, limit=ATTEMPTS),
        payments.payments(order_id=order_id, limit=MOST_SHOWN),
        payments.documents(order_id=order_id, limit=MOST_SHOWN),
        payments.refunds(order_id=order_id, limit=MOST_SHOWN),
    )
    more = (booked.next_cursor, documents.next_cursor, refunds.next_cursor)
    return Money(attempts, booked.items, documents.items, refunds.items, any(more))


def _told(answer: GatewayAnswer) -> Said:
    return said(
        "admin.order.gateway_says",
        gateway=answer.intent.gateway,
        payment_state=answer.state,
        amount_minor=answer.amount_minor,
        currency=answer.currency or answer.intent.currency,
        captured_at=answer.captured_at,
        why=answer.failure.text if answer.failure else None,
        asked_at=answer.asked_at,
    )
