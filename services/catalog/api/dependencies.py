"""What the routers take from a request: the use cases' context, and who buys or looks."""

from typing import Annotated

from fastapi import Depends

from chassis.auth import CallerDep, partner_named_by, require
from chassis.context import context_of
from chassis.tokens import Caller
from contracts.actors import Audience
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer, Viewer


async def _buyer(caller: CallerDep) -> Buyer:
    require(caller, "customer")
    return _buyer_of(caller)


async def _viewer(caller: CallerDep) -> Viewer:
    return _buyer_of(caller) if caller.actor.kind == "customer" else caller.actor


def _buyer_of(caller: Caller) -> Buyer:
    """The customer with its audience; an unnamed audience gets only what is for everybody."""
    actor = caller.actor
    return Buyer(actor.id, partner_named_by(caller), actor.audience or Audience())


ContextDep = Annotated[Context, Depends(context_of)]
BuyerDep = Annotated[Buyer, Depends(_buyer)]
ViewerDep = Annotated[Viewer, Depends(_viewer)]
