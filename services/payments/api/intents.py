"""Payment intents: opening, reading, looking up, closing. Writes are the workflow's; their business
key is order and attempt."""

from functools import partial
from operator import attrgetter
from typing import Annotated

from fastapi import APIRouter, Query

from chassis.auth import CallerDep, require
from chassis.pages import Cursor, Limit, decode_number, page_of
from contracts.message import Attempt, Id, Page
from contracts.payments import GatewayAnswer, PaymentIntentView
from contracts.problems import RequestIsMalformed
from services.payments.api.authorization import require_may_see_intent
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import ClosePaymentBody, OpenPaymentBody
from services.payments.use_cases.collecting.ask_gateway import ask_gateway
from services.payments.use_cases.collecting.await_page import await_page
from services.payments.use_cases.collecting.close_payment import close_payment
from services.payments.use_cases.collecting.look_up_payment import look_up_payment
from services.payments.use_cases.collecting.open_payment import open_payment
from services.payments.use_cases.collecting.read_intents import read_attempts, read_intent
from services.payments.views.collecting import gateway_answer, intent_view

router = APIRouter(prefix="/v1", tags=["payment intents"])


@router.post("/payment-intents", summary="Open the payment page of an order's attempt")
async def open_intent(
    caller: CallerDep, context: ContextDep, command: OpenPaymentBody
) -> PaymentIntentView:
    require(caller, "system")
    return intent_view(await open_payment(context, command), caller.actor)


@router.get("/payment-intents/{intent_id}", summary="One payment intent")
async def read(caller: CallerDep, context: ContextDep, intent_id: Id) -> PaymentIntentView:
    intent = await read_intent(context, intent_id)
    require_may_see_intent(caller, intent)
    return intent_view(intent, caller.actor)


@router.get("/orders/{order_id}/payment-intents", summary="An order's attempts, newest first")
async def list_intents(
    caller: CallerDep, context: ContextDep, order_id: Id, limit: Limit = 50, cursor: Cursor = None
) -> Page[PaymentIntentView]:
    found = await read_attempts(context, order_id, decode_number(cursor), limit)
    for intent in found:
        require_may_see_intent(caller, intent)
    view = partial(intent_view, viewer=caller.actor)
    return page_of(found, view, limit, last_id=attrgetter("attempt"))


@router.get(
    "/orders/{order_id}/payment-intents/{attempt}", summary="One attempt, once its page is there"
)
async def read_attempt(
    caller: CallerDep,
    context: ContextDep,
    order_id: Id,
    attempt: Attempt,
    wait_seconds: Annotated[float, Query(ge=0, le=10)] = 0,
) -> PaymentIntentView:
    """Waits while the attempt is not there or the gateway does not have it yet; for orders alone,
    which asks only for who may see the order. All others are answered at once."""
    seconds = wait_seconds if caller.service == "orders" else 0
    intent = await await_page(context, order_id, attempt, seconds)
    require_may_see_intent(caller, intent)
    return intent_view(intent, caller.actor)


@router.post(
    "/orders/{order_id}/payment-intents/{attempt}/look-up",
    summary="Ask the gateway about an attempt",
)
async def look_up(
    caller: CallerDep, context: ContextDep, order_id: Id, attempt: Attempt
) -> PaymentIntentView:
    require(caller, "system")
    return intent_view(await look_up_payment(context, order_id, attempt), caller.actor)


@router.post(
    "/payment-intents/{intent_id}/ask-gateway", summary="What the gateway has of an attempt now"
)
async def ask(caller: CallerDep, context: ContextDep, intent_id: Id) -> GatewayAnswer:
    """For staff, at any time. What the answer means for the order is brought about by it."""
    require(caller, "admin", "operator")
    intent = await read_intent(context, intent_id)
    require_may_see_intent(caller, intent)
    now, payment = await ask_gateway(context, intent)
    return gateway_answer(now, payment, context.now(), caller.actor)


@router.post("/orders/{order_id}/close-payment", summary="End the paying of an order")
async def close(
    caller: CallerDep, context: ContextDep, order_id: Id, command: ClosePaymentBody
) -> Page[PaymentIntentView]:
    require(caller, "system")
    if command.order_id != order_id:
        raise RequestIsMalformed("body_names_another_order")
    closed = await close_payment(context, order_id)
    return Page(items=[intent_view(intent, caller.actor) for intent in closed])
