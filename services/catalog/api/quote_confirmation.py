"""/v1/quotes/{id}/confirm: does a quote still hold? A question, though asked by POST: it changes
nothing that a caller owns, so it needs no Idempotency-Key."""

from fastapi import APIRouter

from chassis.auth import CallerDep
from contracts.catalog import PricingDay, QuoteView
from contracts.message import Id
from services.catalog.api.dependencies import ContextDep, CustomerDep
from services.catalog.use_cases.confirm_quote import confirm_quote

router = APIRouter(prefix="/v1/quotes", tags=["quotes"])


@router.post("/{quote_id}/confirm", summary="Ask whether a quote still holds")
async def post_confirm(
    quote_id: Id,
    caller: CallerDep,
    buyer: CustomerDep,
    context: ContextDep,
    day: PricingDay | None = None,
) -> QuoteView:
    """Answers the quote, or refuses with a fresh one as member `quote` of the problem. With a day
    in the body the amounts must be those of a start on it."""
    return await confirm_quote(context, caller, buyer, quote_id, day or PricingDay())
