"""/v1/orders/…: what a customer can still do about a placed order; staff cancels it, too."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.message import Id
from contracts.orders import CancelOrder, OrderView, PlacedOrder, TryPaymentAgain
from services.orders.api.dependencies import ContextDep, CustomerDep
from services.orders.api.examples import ATTEMPTS, CANCELLATIONS
from services.orders.use_cases import switch_to_request, try_payment_again
from services.orders.use_cases.cancel_order import cancel_order

router = APIRouter(prefix="/v1/orders/{order_id}", tags=["orders"], route_class=IdempotentRoute)


@router.post("/payment-attempts", status_code=201, summary="Try a failed payment again")
async def post_attempt(
    order_id: Id,
    caller: CustomerDep,
    context: ContextDep,
    request_key: RequestKey,
    command: Annotated[TryPaymentAgain | None, Body(openapi_examples=ATTEMPTS)] = None,
) -> PlacedOrder:
    """By the same method as before, or by another that the checkout options list."""
    return await try_payment_again.try_payment_again(
        context, caller, order_id, command or TryPaymentAgain(), request_key
    )


@router.post("/switch-to-request", summary="Ask for approval instead of paying now")
async def post_switch(
    order_id: Id, caller: CustomerDep, context: ContextDep, request_key: RequestKey
) -> PlacedOrder:
    return await switch_to_request.switch_to_request(context, caller, order_id, request_key)


@router.post("/cancel", summary="Cancel every item that is not decided yet")
async def post_cancel(
    order_id: Id,
    caller: CallerDep,
    context: ContextDep,
    request_key: RequestKey,
    command: Annotated[CancelOrder | None, Body(openapi_examples=CANCELLATIONS)] = None,
) -> OrderView:
    """By its customer, or by the staff with a reason. What was paid for it is given back."""
    require(caller, "customer", "admin", "operator")
    return await cancel_order(context, caller, order_id, command or CancelOrder(), request_key)
