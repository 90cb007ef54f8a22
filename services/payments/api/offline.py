"""Payments that no gateway takes: which were asked for, and what an admin records of them. For a
partner's staff; a customer sees its instructions on the payment intent."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query

from chassis.auth import CallerDep, NamedPartner, partner_of_list, require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.listing import Listing
from chassis.pages import Cursor, Limit, decode_cursor, page_of
from contracts.bookkeeping import OfflinePaymentView, ReceivedPayment, RecordPayment
from contracts.message import Id, Page
from services.payments.api.authorization import require_may_see_intent
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import RECEIPT
from services.payments.domain.collecting.finding import WantedOffline
from services.payments.use_cases.collecting.list_offline_payments import list_offline_payments
from services.payments.use_cases.collecting.read_intents import read_intent
from services.payments.use_cases.collecting.record_offline_receipt import record_offline_receipt
from services.payments.views.collecting import offline_payment_view

router = APIRouter(prefix="/v1", tags=["offline payments"], route_class=IdempotentRoute)

Written = Annotated[
    str | None, Query(max_length=100, description="As it stands on the bank statement.")
]


@router.post(
    "/payment-intents/{intent_id}/receipt",
    status_code=201,
    summary="Record the money of an offline payment",
)
async def record(
    caller: CallerDep,
    context: ContextDep,
    intent_id: Id,
    received: Annotated[RecordPayment, Body(openapi_examples=RECEIPT)],
    _: RequestKey,
) -> ReceivedPayment:
    """Pays the order when it is exactly what was asked for; another amount is refused. What comes
    after the order was paid or closed is recorded, and goes back."""
    require(caller, "admin", "operator")
    require_may_see_intent(caller, await read_intent(context, intent_id))
    return await record_offline_receipt(context, intent_id, received, caller.actor)


@router.get("/offline-payments", summary="Offline payments, newest first")
async def list_asked(
    caller: CallerDep,
    context: ContextDep,
    payment_reference: Written = None,
    state: Literal["open", "captured", "cancelled"] | None = None,
    order_id: Id | None = None,
    intent_id: Id | None = None,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[OfflinePaymentView]:
    """Find a transfer by the payment reference that its sender wrote, however it is spaced."""
    require(caller, "admin", "operator", "system")
    partner_id = partner_of_list(caller, partner_id, None)
    listing = Listing(
        partner_id=partner_id, order_id=order_id, before_id=decode_cursor(cursor), limit=limit
    )
    found = await list_offline_payments(
        context, listing, WantedOffline(state, payment_reference, intent_id)
    )
    return page_of(found, offline_payment_view, limit)
