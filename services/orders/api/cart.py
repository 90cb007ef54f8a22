"""/v1/cart: the calling customer's one cart."""

from typing import Annotated

from fastapi import APIRouter, Body, Query

from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.carts import AddCartLine, CartRevision, CartView, ChangeCartLine, QuoteCart
from contracts.catalog import QuoteView
from contracts.message import Id
from services.orders.api.dependencies import BuyingPartner, ContextDep, CustomerDep
from services.orders.api.examples import CART_LINES, CART_QUOTES, LINE_CHANGES
from services.orders.use_cases import cart, change_cart

router = APIRouter(prefix="/v1/cart", tags=["cart"], route_class=IdempotentRoute)


@router.get("", summary="The cart, at the prices of now")
async def get_cart(caller: CustomerDep, partner: BuyingPartner, context: ContextDep) -> CartView:
    return await cart.show_cart(context, caller, partner)


@router.post("/lines", status_code=201, summary="Put an offering into the cart")
async def post_line(
    line: Annotated[AddCartLine, Body(openapi_examples=CART_LINES)],
    caller: CustomerDep,
    partner: BuyingPartner,
    context: ContextDep,
    request_key: RequestKey,
) -> CartView:
    return await change_cart.add_cart_line(context, caller, partner, line, request_key)


@router.patch("/lines/{line_id}", summary="Change how much of a line is wanted")
async def patch_line(
    line_id: Id,
    command: Annotated[ChangeCartLine, Body(openapi_examples=LINE_CHANGES)],
    caller: CustomerDep,
    partner: BuyingPartner,
    context: ContextDep,
) -> CartView:
    return await change_cart.change_cart_line(context, caller, partner, line_id, command)


@router.delete("/lines/{line_id}", status_code=204, summary="Take a line out of the cart")
async def delete_line(
    line_id: Id,
    caller: CustomerDep,
    partner: BuyingPartner,
    context: ContextDep,
    expected_revision: Annotated[CartRevision | None, Query()] = None,
) -> None:
    await change_cart.delete_cart_line(context, caller, partner, line_id, expected_revision)


@router.post("/quote", status_code=201, summary="A binding price for the whole cart")
async def post_quote(
    caller: CustomerDep,
    partner: BuyingPartner,
    context: ContextDep,
    request_key: RequestKey,
    command: Annotated[QuoteCart | None, Body(openapi_examples=CART_QUOTES)] = None,
) -> QuoteView:
    return await cart.quote_cart(context, caller, partner, command or QuoteCart(), request_key)
