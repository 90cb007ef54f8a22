"""/v1/customers: profiles, as the portal's backend knows them."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, NamedPartner, require
from contracts.message import Id
from contracts.orders import CustomerFields, CustomerView
from services.orders.api.dependencies import ContextDep
from services.orders.api.examples import CUSTOMERS
from services.orders.use_cases import keep_customer

router = APIRouter(prefix="/v1/customers", tags=["customers"])


@router.put("/{customer_id}", summary="Create or replace a customer's profile")
async def put_customer(
    customer_id: Id,
    fields: Annotated[CustomerFields, Body(openapi_examples=CUSTOMERS)],
    caller: CallerDep,
    context: ContextDep,
) -> CustomerView:
    require(caller, "operator", "system", "admin")
    return await keep_customer.keep_customer(context, caller, customer_id, fields)


@router.get("/{customer_id}", summary="A customer's profile")
async def get_customer(
    customer_id: Id, caller: CallerDep, context: ContextDep, partner_id: NamedPartner = None
) -> CustomerView:
    return await keep_customer.read_customer(context, caller, customer_id, partner_id)
