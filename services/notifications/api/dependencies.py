"""What the routers take from a request: the use cases' context, a caller bound to its partner, and
what lists are narrowed to."""

from typing import Annotated

from fastapi import Depends, Query

from chassis.auth import CallerDep, partner_named_by
from chassis.context import context_of
from chassis.listing import Listing
from chassis.pages import Cursor, Limit, decode_cursor
from chassis.tokens import Caller
from contracts.message import Id
from services.notifications.context import Context


async def _bound(caller: CallerDep) -> Caller:
    """Without a partner, a list would not be filtered; so a token must name it."""
    if caller.actor.kind in ("customer", "admin"):
        partner_named_by(caller)
    return caller


BoundCallerDep = Annotated[Caller, Depends(_bound)]


async def _listing(
    caller: BoundCallerDep,
    order_id: Annotated[Id | None, Query(description="About this order only.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Listing:
    """A customer's own, an admin's partner's, and everything for operators and systems."""
    actor = caller.actor
    return Listing(
        partner_id=actor.partner_id,
        customer_id=actor.id if actor.kind == "customer" else None,
        order_id=order_id,
        before_id=decode_cursor(cursor),
        limit=limit,
    )


ContextDep = Annotated[Context, Depends(context_of)]
ListingDep = Annotated[Listing, Depends(_listing)]
