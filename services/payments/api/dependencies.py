"""What the routers take from a request: the use cases' context, and who may call."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.auth import CallerDep, require
from chassis.tokens import Caller
from services.payments.context import Context


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


async def _operator(caller: CallerDep) -> Caller:
    require(caller, "operator")
    return caller


async def _system(caller: CallerDep) -> Caller:
    require(caller, "system")
    return caller


ContextDep = Annotated[Context, Depends(_context)]
OperatorDep = Annotated[Caller, Depends(_operator)]
SystemDep = Annotated[Caller, Depends(_system)]
