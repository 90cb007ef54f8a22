"""What a customer can pay with. Labels only: no number of a card or an account is ever here."""

from typing import Annotated

from fastapi import APIRouter, Body, Query

from chassis.auth import CallerDep, NamedPartner, require, require_in_person
from contracts.message import Currency, Id
from contracts.methods import LinkMethod, LinkPage, PaymentMethods
from services.payments.api.authorization import partner_that_invoiced, partner_to_read
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import LINK
from services.payments.domain.collecting.methods import payer_of
from services.payments.use_cases.collecting.list_methods import (
    LINKED_WAIT_SECONDS,
    list_methods,
    page_to_link,
)

router = APIRouter(prefix="/v1/customers/{customer_id}", tags=["payment methods"])

OfPayment = Annotated[
    Currency | None, Query(description="Of the payment; marks what takes no such money.")
]
AskGateways = Annotated[
    bool, Query(description="Ask the gateways what the customer has linked there.")
]
LinkedWait = Annotated[
    float,
    Query(
        gt=0,
        le=LINKED_WAIT_SECONDS,
        description="How long a gateway may take before its linked methods are unknown.",
    ),
]


@router.get("/payment-methods", summary="What the customer can pay with")
async def list_all(
    caller: CallerDep,
    context: ContextDep,
    customer_id: Id,
    currency: OfPayment = None,
    linked: AskGateways = True,
    linked_wait_seconds: LinkedWait = LINKED_WAIT_SECONDS,
    partner_id: NamedPartner = None,
) -> PaymentMethods:
    """An admin asks for customers that its partner has invoiced."""
    partner_id = await partner_that_invoiced(context, caller, customer_id, partner_id)
    payer, wait_seconds = payer_of(partner_id, customer_id), linked_wait_seconds if linked else 0
    return await list_methods(context, caller.actor, payer, currency, wait_seconds)


@router.post("/payment-methods/link", summary="Where the customer links a payment method")
async def link(
    caller: CallerDep,
    context: ContextDep,
    customer_id: Id,
    wanted: Annotated[LinkMethod, Body(openapi_examples=LINK)],
) -> LinkPage:
    """The address of a page of the gateway, for the customer itself. Nothing is linked yet, so
    asking twice is harmless."""
    require(caller, "customer")
    require_in_person(caller)
    partner_id = partner_to_read(caller, customer_id, None)
    return await page_to_link(context, payer_of(partner_id, customer_id), wanted)
