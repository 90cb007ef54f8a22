"""Payment intents: opening, reading, looking up, closing."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require
from chassis.pages import Cursor, Limit, cursor_after, decode_cursor
from chassis.problems import not_found
from contracts.message import Attempt, Id, Page
from contracts.payments import PaymentIntentView
from contracts.problems import CursorIsInvalid, RequestIsMalformed
from services.payments.api.authorization import require_may_see_intent
from services.payments.api.examples import ClosePaymentBody, OpenPaymentBody
from services.payments.context import Context
from services.payments.repository.collecting.intents import intent_by_id, intents_of_order
from services.payments.use_cases.collecting.close_payment import close_payment
from services.payments.use_cases.collecting.look_up_payment import look_up_payment
from services.payments.use_cases.collecting.open_payment import open_payment
from services.payments.views.collecting import intent_view


def intents_router(context: Context) -> APIRouter:
    """Writes are the workflow's; their business key is order and attempt."""
    router = APIRouter(prefix="/v1", tags=["payment intents"])

    @router.post("/payment-intents", summary="Open the payment page of an order's attempt")
    async def open_intent(caller: CallerDep, command: OpenPaymentBody) -> PaymentIntentView:
        require(caller, "system")
        return intent_view(await open_payment(context, command))

    @router.get("/payment-intents/{intent_id}", summary="One payment intent")
    async def read_intent(caller: CallerDep, intent_id: Id) -> PaymentIntentView:
        async with context.database.autocommit() as connection:
            intent = await intent_by_id(connection, intent_id)
        if intent is None:
            raise not_found("payment intent")
        require_may_see_intent(caller, intent)
        return intent_view(intent)

    @router.get("/orders/{order_id}/payment-intents", summary="An order's attempts, newest first")
    async def list_intents(
        caller: CallerDep, order_id: Id, limit: Limit = 50, cursor: Cursor = None
    ) -> Page[PaymentIntentView]:
        below = _attempt_of(decode_cursor(cursor))
        async with context.database.autocommit() as connection:
            found = await intents_of_order(connection, order_id, below=below, limit=limit)
        for intent in found:
            require_may_see_intent(caller, intent)
        return Page(
            items=[intent_view(intent) for intent in found],
            next_cursor=cursor_after([str(intent.attempt) for intent in found], limit),
        )

    @router.post(
        "/orders/{order_id}/payment-intents/{attempt}/look-up",
        summary="Ask the gateway about an attempt",
    )
    async def look_up(caller: CallerDep, order_id: Id, attempt: Attempt) -> PaymentIntentView:
        require(caller, "system")
        return intent_view(await look_up_payment(context, order_id, attempt))

    @router.post("/orders/{order_id}/close-payment", summary="End the paying of an order")
    async def close(
        caller: CallerDep, order_id: Id, command: ClosePaymentBody
    ) -> Page[PaymentIntentView]:
        require(caller, "system")
        if command.order_id != order_id:
            raise RequestIsMalformed("The body names another order. Nothing was done.")
        closed = await close_payment(context, order_id, command)
        return Page(items=[intent_view(intent) for intent in closed])

    return router


def _attempt_of(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 9:
        raise CursorIsInvalid("The cursor is not one of ours; start from the first page.")
    return int(cursor)
