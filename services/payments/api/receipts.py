"""Money that an admin received for an invoice outside the gateway."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.bookkeeping import RecordReceipt
from contracts.message import Id
from contracts.payments import PaymentView
from services.payments.api.authorization import seen_invoice
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import RECEIPT
from services.payments.use_cases.collecting.record_receipt import record_receipt
from services.payments.views.collecting import payment_view

router = APIRouter(prefix="/v1/invoices", tags=["invoices"], route_class=IdempotentRoute)


@router.post("/{invoice_id}/payments", status_code=201, summary="Record cash or a bank transfer")
async def record(
    caller: CallerDep,
    context: ContextDep,
    invoice_id: Id,
    received: Annotated[RecordReceipt, Body(openapi_examples=RECEIPT)],
    _: RequestKey,
) -> PaymentView:
    """Booked once per invoice and reference; no more than is due is taken, and nothing where that
    is not what was expected."""
    require(caller, "admin", "operator", "system")
    await seen_invoice(context, caller, invoice_id)
    return payment_view(await record_receipt(context, invoice_id, received, caller.actor.label))
