"""/v1/orders/…/offline-payment: money that an admin received for an order that asks approval."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.bookkeeping import RecordPayment
from contracts.message import Id
from contracts.orders import OrderView
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import OFFLINE_PAYMENTS
from services.orders.use_cases import record_offline_payment

router = APIRouter(
    prefix="/v1/orders/{order_id}/offline-payment",
    tags=["decisions"],
    route_class=IdempotentRoute,
)


@router.post("", status_code=201, summary="Record cash or a bank transfer; approves what waits")
async def post_offline_payment(
    order_id: Id,
    received: Annotated[RecordPayment, Body(openapi_examples=OFFLINE_PAYMENTS)],
    staff: StaffDep,
    context: ContextDep,
    request_key: RequestKey,
) -> OrderView:
    """Approves every item that waits, from the day that the money came, and books the money on
    their invoices. What is approved already is paid on its invoice, at the payments service."""
    return await record_offline_payment.record_offline_payment(
        context, staff, order_id, received, request_key
    )
