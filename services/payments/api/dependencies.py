"""What the routers take from a request: the use cases' context, and who may call."""

from typing import Annotated

from fastapi import Depends

from chassis.auth import CallerDep, require
from chassis.context import context_of
from chassis.tokens import Caller
from services.payments.context import Context


async def _operator(caller: CallerDep) -> Caller:
    require(caller, "operator")
    return caller


async def _system(caller: CallerDep) -> Caller:
    require(caller, "system")
    return caller


ContextDep = Annotated[Context, Depends(context_of)]
OperatorDep = Annotated[Caller, Depends(_operator)]
SystemDep = Annotated[Caller, Depends(_system)]
