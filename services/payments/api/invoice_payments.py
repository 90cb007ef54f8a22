"""Paying an invoice that was issued to be paid later: by what, the attempts, how they stand. The
customer's; its partner's staff reads them."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.invoice_payments import InvoicePayment, PayInvoice
from contracts.message import Id
from contracts.methods import PaymentMethods
from contracts.payments import PaymentIntentView
from services.payments.api.authorization import seen_invoice
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import PAY_INVOICE
from services.payments.use_cases.collecting.offer_methods import offer_methods
from services.payments.use_cases.collecting.pay_invoice import pay_invoice
from services.payments.use_cases.collecting.show_invoice_payment import (
    look_at_invoice_payment,
    show_invoice_payment,
)
from services.payments.views.collecting import intent_view

router = APIRouter(prefix="/v1/invoices/{invoice_id}", tags=["invoice payments"])
paying = APIRouter(
    prefix="/v1/invoices/{invoice_id}", tags=["invoice payments"], route_class=IdempotentRoute
)


@router.get("/payment-methods", summary="By what the customer can pay the invoice")
async def list_methods(caller: CallerDep, context: ContextDep, invoice_id: Id) -> PaymentMethods:
    """Those that its partner offered when the order was placed; none where nothing is paid
    online."""
    invoice = await seen_invoice(context, caller, invoice_id)
    return await offer_methods(context, invoice, caller.actor)


@paying.post("/payment-intents", status_code=201, summary="Pay what is open of the invoice")
async def pay(
    caller: CallerDep,
    context: ContextDep,
    invoice_id: Id,
    command: Annotated[PayInvoice, Body(openapi_examples=PAY_INVOICE)],
    key: RequestKey,
) -> PaymentIntentView:
    """The attempt with its page or its instructions. One is live at a time: the same method again
    answers the same attempt, another one replaces it."""
    require(caller, "customer")
    invoice = await seen_invoice(context, caller, invoice_id)
    intent = await pay_invoice(context, invoice, command, key, caller.actor)
    return intent_view(intent, caller.actor)


@router.get("/payment", summary="How the paying of the invoice stands")
async def read(caller: CallerDep, context: ContextDep, invoice_id: Id) -> InvoicePayment:
    invoice = await seen_invoice(context, caller, invoice_id)
    return await show_invoice_payment(context, invoice, caller.actor)


@router.post("/payment/look-up", summary="The same, after the gateway was asked")
async def look_up(caller: CallerDep, context: ContextDep, invoice_id: Id) -> InvoicePayment:
    """For whoever is back from the payment page. The gateway is asked once in some seconds."""
    invoice = await seen_invoice(context, caller, invoice_id)
    return await look_at_invoice_payment(context, invoice, caller.actor)
