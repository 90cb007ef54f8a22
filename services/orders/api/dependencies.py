"""What the routers take from a request: the use cases' context, who may call, and what a list
is narrowed to."""

from typing import Annotated

from fastapi import Depends

from chassis.auth import CallerDep, NamedPartner, partner_named_by, partner_of_list, require
from chassis.context import context_of
from chassis.listing import Listing
from chassis.pages import Cursor, Limit, decode_cursor
from chassis.tokens import Caller
from contracts.message import Id
from services.orders.context import Context


async def _partner_of_customer(caller: CallerDep) -> int:
    require(caller, "customer")
    return partner_named_by(caller)


async def _customer(caller: CallerDep) -> Caller:
    require(caller, "customer")
    return caller


async def _staff(caller: CallerDep) -> Caller:
    require(caller, "admin", "operator")
    return caller


async def _system(caller: CallerDep) -> Caller:
    require(caller, "system")
    return caller


async def _listing(
    caller: CallerDep,
    customer_id: Id | None = None,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing:
    """Customers get their own, admins their partner's; only operators and systems all."""
    if caller.actor.kind == "customer":
        customer_id = caller.actor.id
    return Listing(
        partner_id=partner_of_list(caller, partner_id, customer_id),
        customer_id=customer_id,
        before_id=decode_cursor(cursor),
        limit=limit,
    )


ContextDep = Annotated[Context, Depends(context_of)]
BuyingPartner = Annotated[int, Depends(_partner_of_customer)]
"""The partner of the customer who calls."""
ListingDep = Annotated[Listing, Depends(_listing)]
CustomerDep = Annotated[Caller, Depends(_customer)]
StaffDep = Annotated[Caller, Depends(_staff)]
SystemDep = Annotated[Caller, Depends(_system)]
