"""Money that an admin received for an invoice outside the gateway."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require, require_may_see
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.problems import not_found
from contracts.bookkeeping import RecordPayment
from contracts.message import Id
from contracts.payments import PaymentView
from services.payments.api.examples import RECEIPT
from services.payments.context import Context
from services.payments.repository.invoicing.invoices import invoice_by_id
from services.payments.use_cases.collecting.record_receipt import record_receipt
from services.payments.views.collecting import payment_view


def receipts_router(context: Context) -> APIRouter:
    router = APIRouter(prefix="/v1/invoices", tags=["invoices"], route_class=IdempotentRoute)

    @router.post(
        "/{invoice_id}/payments", status_code=201, summary="Record cash or a bank transfer"
    )
    async def record(
        caller: CallerDep,
        invoice_id: Id,
        received: Annotated[RecordPayment, Body(openapi_examples=RECEIPT)],
        _: RequestKey,
    ) -> PaymentView:
        """Booked once per invoice and reference; no more than is due is taken."""
        require(caller, "admin", "operator", "system")
        async with context.database.autocommit() as connection:
            invoice = await invoice_by_id(connection, invoice_id)
        if invoice is None:
            raise not_found("invoice")
        require_may_see(caller, "invoice", invoice.party.partner_id, invoice.party.customer_id)
        receipt = await record_receipt(context, invoice_id, received, caller.actor.label)
        return payment_view(receipt)

    return router
