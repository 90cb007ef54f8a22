"""/v1/prices: what would a cart cost? A question, though asked by POST: it stores nothing, so it
needs no Idempotency-Key."""

from typing import Annotated

from fastapi import APIRouter, Body

from contracts.catalog import PricedLines, RequestQuote
from services.catalog.api.dependencies import BuyerDep, ContextDep
from services.catalog.api.examples import QUOTES
from services.catalog.use_cases.price_cart import price_cart

router = APIRouter(prefix="/v1/prices", tags=["quotes"])


@router.post("", summary="Prices of now for a cart")
async def post_prices(
    wanted: Annotated[RequestQuote, Body(openapi_examples=QUOTES)],
    buyer: BuyerDep,
    context: ContextDep,
) -> PricedLines:
    """Promises nothing; what cannot be ordered is listed instead of refused."""
    return await price_cart(context, buyer, wanted)
