"""What the routers take from a request: the use cases' context, a caller bound to its partner, and
what lists are narrowed to."""

from typing import Annotated

from fastapi import Depends, Query, Request

from chassis.auth import CallerDep, partner_named_by
from chassis.tokens import Caller
from contracts.message import Id
from services.notifications.context import Context


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


async def _bound(caller: CallerDep) -> Caller:
    """Without a partner, a list would not be filtered; so a token must name it."""
    if caller.actor.kind in ("customer", "admin"):
        partner_named_by(caller)
    return caller


ContextDep = Annotated[Context, Depends(_context)]
BoundCallerDep = Annotated[Caller, Depends(_bound)]
OrderFilter = Annotated[Id | None, Query(description="About this order only.")]
