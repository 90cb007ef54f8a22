"""What the routers take from a request: the use cases' context, and who buys or looks."""

from typing import Annotated

from fastapi import Depends, Query

from chassis.auth import CallerDep, partner_named_by, require
from chassis.context import context_of
from chassis.tokens import Caller
from contracts.actors import Audience
from contracts.catalog import KIND_ORDER, OfferingKind
from contracts.catalogue import LONGEST_SEARCH, MOST_WORDS
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer, Viewer
from services.catalog.domain.searching import Wanted

Search = Annotated[
    str,
    Query(
        max_length=LONGEST_SEARCH,
        description=f"Words (the first {MOST_WORDS} count) that must all stand in the title or "
        "the description.",
    ),
]
Kinds = Annotated[
    list[OfferingKind], Query(max_length=len(KIND_ORDER), description="Only of these kinds.")
]


async def _buyer(caller: CallerDep) -> Buyer:
    require(caller, "customer")
    return _buyer_of(caller)


async def _viewer(caller: CallerDep) -> Viewer:
    return _buyer_of(caller) if caller.actor.kind == "customer" else caller.actor


def _buyer_of(caller: Caller) -> Buyer:
    """The customer with its audience; an unnamed audience gets only what is for everybody."""
    actor = caller.actor
    return Buyer(actor.id, partner_named_by(caller), actor.audience or Audience())


async def _search_of(q: Search = "", kind: Kinds = []) -> Wanted:  # noqa: B006 - FastAPI copies it
    return Wanted(tuple(q.split()[:MOST_WORDS]), tuple(kind))


ContextDep = Annotated[Context, Depends(context_of)]
BuyerDep = Annotated[Buyer, Depends(_buyer)]
ViewerDep = Annotated[Viewer, Depends(_viewer)]
WantedDep = Annotated[Wanted, Depends(_search_of)]
