"""/v1/quotes: a customer's binding prices."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require_may_see
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.catalog import QuoteView, RequestQuote
from contracts.message import Id
from services.catalog.api.dependencies import BuyerDep, DatabaseDep, SettingsDep
from services.catalog.api.examples import QUOTES
from services.catalog.use_cases import request_quote

router = APIRouter(prefix="/v1/quotes", tags=["quotes"], route_class=IdempotentRoute)


@router.post("", status_code=201, summary="Request a quote")
async def post_quote(
    wanted: Annotated[RequestQuote, Body(openapi_examples=QUOTES)],
    buyer: BuyerDep,
    database: DatabaseDep,
    settings: SettingsDep,
    request_key: RequestKey,
) -> QuoteView:
    """The prices of now, promised until `expires_at`."""
    return await request_quote.request_quote(
        database, buyer, wanted, request_key, settings.quote_lifetime_seconds
    )


@router.get("/{quote_id}", summary="One quote")
async def get_quote(quote_id: Id, caller: CallerDep, database: DatabaseDep) -> QuoteView:
    quote = await request_quote.read_quote(database, quote_id)
    require_may_see(caller, "quote", quote.partner_id, quote.customer_id)
    return quote
