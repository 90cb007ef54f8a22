"""What the routers take from a request: the use cases' context, and who buys or looks."""

from typing import Annotated

from fastapi import Depends, Query

from chassis.auth import CallerDep, partner_named_by, require
from chassis.context import context_of
from chassis.problems import not_found
from contracts.actors import Audience
from contracts.catalog import KIND_ORDER, MOST_COMPONENTS, OfferingKind
from contracts.catalogue import LONGEST_SEARCH, MOST_WORDS
from contracts.message import Id, PartnerId
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer, Viewer
from services.catalog.domain.searching import Wanted
from services.catalog.use_cases.close_partners import require_ordering

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
Ids = Annotated[
    list[Id], Query(max_length=MOST_COMPONENTS, description="Only these, as a bundle names them.")
]
OfPartner = Annotated[
    PartnerId | None, Query(description="Only what this partner's customers may order.")
]
Enabled = Annotated[bool | None, Query(description="Only what is enabled, or only what is not.")]
OnPortal = Annotated[
    bool | None, Query(description="Only what is shown on the portal, or only what is not.")
]

ContextDep = Annotated[Context, Depends(context_of)]


async def _customer(caller: CallerDep) -> Buyer:
    """With its audience; an unnamed one gets only what is for everybody."""
    require(caller, "customer")
    actor = caller.actor
    return Buyer(actor.id, partner_named_by(caller), actor.audience or Audience())


async def _buyer(caller: CallerDep, context: ContextDep) -> Buyer:
    customer = await _customer(caller)
    await require_ordering(context, customer)
    return customer


async def _viewer(caller: CallerDep, context: ContextDep) -> Viewer:
    is_customer = caller.actor.kind == "customer"
    return await _buyer(caller, context) if is_customer else caller.actor


async def _search_of(
    caller: CallerDep,
    q: Search = "",
    kind: Kinds = [],  # noqa: B006 - FastAPI copies it
    id: Ids = [],  # noqa: A002, B006
    partner_id: OfPartner = None,
    enabled: Enabled = None,
    show_on_portal: OnPortal = None,
) -> Wanted:
    if partner_id is not None and caller.actor.partner_id not in (None, partner_id):
        raise not_found("partner")
    words = tuple(q.split()[:MOST_WORDS])
    return Wanted(words, tuple(kind), tuple(id), partner_id, enabled, show_on_portal)


CustomerDep = Annotated[Buyer, Depends(_customer)]
BuyerDep = Annotated[Buyer, Depends(_buyer)]
"""A customer who can order; `OrderingIsDisabled` else."""
ViewerDep = Annotated[Viewer, Depends(_viewer)]
WantedDep = Annotated[Wanted, Depends(_search_of)]
