"""What the routers take from a request: the use cases' context, and who may call."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.auth import CallerDep, partner_named_by, require
from chassis.tokens import Caller
from services.orders.context import Context


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


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


ContextDep = Annotated[Context, Depends(_context)]
BuyingPartner = Annotated[int, Depends(_partner_of_customer)]
"""The partner of the customer who calls."""
CustomerDep = Annotated[Caller, Depends(_customer)]
StaffDep = Annotated[Caller, Depends(_staff)]
SystemDep = Annotated[Caller, Depends(_system)]
