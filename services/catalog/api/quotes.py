"""/v1/quotes: a customer's binding prices."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.catalog import QuoteView, RequestQuote
from contracts.message import Id
from services.catalog.api.dependencies import BuyerDep, ContextDep
from services.catalog.api.examples import QUOTES
from services.catalog.use_cases.read_quote import read_quote
from services.catalog.use_cases.request_quote import request_quote

router = APIRouter(prefix="/v1/quotes", tags=["quotes"], route_class=IdempotentRoute)


@router.post("", status_code=201, summary="Request a quote")
async def post_quote(
    wanted: Annotated[RequestQuote, Body(openapi_examples=QUOTES)],
    buyer: BuyerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> QuoteView:
    """The prices of now, promised until `expires_at`."""
    return await request_quote(context, buyer, wanted, request_key)


@router.get("/{quote_id}", summary="One quote")
async def get_quote(quote_id: Id, caller: CallerDep, context: ContextDep) -> QuoteView:
    return await read_quote(context, caller, quote_id)
