"""/v1/customers: profiles, as the portal's backend knows them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Header, Query

from chassis.auth import CallerDep, NamedPartner, partner_of_list, require
from chassis.pages import Cursor, Limit, decode_number, search_words
from contracts.actors import Category
from contracts.message import Id, Label, Page, WrittenAddress
from contracts.orders import CustomerFields, CustomerView
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import CUSTOMERS
from services.orders.domain.customers_wanted import CustomersWanted
from services.orders.use_cases import keep_customer

router = APIRouter(prefix="/v1/customers", tags=["customers"])

OnlyNew = Annotated[
    Literal["*"] | None, Header(description="With `*` an existing profile is refused.")
]
Search = Annotated[str | None, search_words(description="Part of the name, mail address or id.")]


@router.get("", summary="Customers, newest first")
async def get_customers(
    staff: StaffDep,
    context: ContextDep,
    partner_id: NamedPartner = None,
    search: Search = None,
    email: Annotated[WrittenAddress | None, Query(description="Exactly this mail address.")] = None,
    category: Category | None = None,
    label: Label | None = None,
    location: Label | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[CustomerView]:
    """For staff: an admin's own partner's, an operator's all."""
    wanted = CustomersWanted(
        partner_id=partner_of_list(staff, partner_id, None),
        search=search,
        email=email,
        category=category,
        label=label,
        location=location,
        before=decode_number(cursor),
        limit=limit,
    )
    return await keep_customer.page_of_customers(context, wanted)


@router.put("/{customer_id}", summary="Create or replace a customer's profile")
async def put_customer(
    customer_id: Id,
    fields: Annotated[CustomerFields, Body(openapi_examples=CUSTOMERS)],
    caller: CallerDep,
    context: ContextDep,
    if_none_match: OnlyNew = None,
) -> CustomerView:
    require(caller, "operator", "system", "admin")
    only_new = if_none_match is not None
    return await keep_customer.keep_customer(context, caller, customer_id, fields, only_new)


@router.get("/{customer_id}", summary="A customer's profile")
async def get_customer(
    customer_id: Id, caller: CallerDep, context: ContextDep, partner_id: NamedPartner = None
) -> CustomerView:
    return await keep_customer.read_customer(context, caller, customer_id, partner_id)
