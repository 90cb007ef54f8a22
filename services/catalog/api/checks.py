"""Questions that are asked by POST and change nothing that a caller owns, so they need no
Idempotency-Key: does a quote still hold, and what would a cart cost."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require_may_see
from contracts.catalog import PricedLines, PricingDay, QuoteView, RequestQuote
from contracts.message import Id
from services.catalog.api.dependencies import BuyerDep, DatabaseDep, SettingsDep
from services.catalog.api.examples import QUOTES
from services.catalog.use_cases.confirm_quote import confirm_quote
from services.catalog.use_cases.price_cart import price_cart
from services.catalog.use_cases.request_quote import read_quote

router = APIRouter(prefix="/v1", tags=["quotes"])


@router.post("/quotes/{quote_id}/confirm", summary="Ask whether a quote still holds")
async def post_confirm(
    quote_id: Id,
    caller: CallerDep,
    buyer: BuyerDep,
    database: DatabaseDep,
    settings: SettingsDep,
    day: PricingDay | None = None,
) -> QuoteView:
    """Answers the quote, or refuses with a fresh one as member `quote` of the problem. With a day
    in the body the amounts must be those of a start on it."""
    quote = await read_quote(database, quote_id)
    require_may_see(caller, "quote", quote.partner_id, quote.customer_id)
    lifetime_seconds = settings.quote_lifetime_seconds
    return await confirm_quote(database, buyer, quote, lifetime_seconds, day or PricingDay())


@router.post("/prices", summary="Prices of now for a cart")
async def post_prices(
    wanted: Annotated[RequestQuote, Body(openapi_examples=QUOTES)],
    buyer: BuyerDep,
    database: DatabaseDep,
) -> PricedLines:
    """Promises nothing; what cannot be ordered is listed instead of refused."""
    return await price_cart(database, buyer, wanted)
