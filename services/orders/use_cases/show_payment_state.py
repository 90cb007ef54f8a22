"""Say how far a customer's payment is, so that a page can go from pending to final by itself."""

import asyncio
import contextlib

from chassis.tokens import Caller
from contracts.orders import PlacedOrder
from contracts.problems import Problem
from contracts.said import Said, said
from services.orders.context import Context
from services.orders.domain.order import Order
from services.orders.domain.payment_state import PaymentState, payment_state_of
from services.orders.use_cases.load_order import read_order
from services.orders.views import order_view
from wording.languages import spoken
from wording.telling import tell

LOOK_SECONDS = 2.0
"""How long a page that asks again waits for payments."""


async def show_payment_state(context: Context, caller: Caller, order_id: str) -> PlacedOrder:
    order = await read_order(context, caller, order_id)
    return await placed_answer(context, caller, order, LOOK_SECONDS)


async def placed_answer(
    context: Context,
    caller: Caller,
    order: Order,
    wait_seconds: float,
    *,
    on_request: Said | None = None,
) -> PlacedOrder:
    """The order with its outcome. Payments is asked once, and answers when the page is there, which
    the workflow has it open; for `wait_seconds` at most, and not at all with 0 or less. Payments
    away is no failure, nor are too many who wait already: the page then follows. `on_request` tells
    the customer why the order became a request."""
    state = payment_state_of(order)
    if state.needs_page and wait_seconds > 0 and not context.page_waits.locked():
        payments = context.payments.as_actor(caller.actor).speaking(spoken())
        with contextlib.suppress(Problem, TimeoutError):
            async with context.page_waits, asyncio.timeout(wait_seconds):
                intent = await payments.attempt(
                    order.id, order.payment_attempt, wait_seconds=wait_seconds
                )
                state = payment_state_of(order, intent)
    return answer(caller, order, state, on_request)


def answer(
    caller: Caller, order: Order, state: PaymentState, on_request: Said | None = None
) -> PlacedOrder:
    return PlacedOrder(
        order=order_view(order, caller.actor),
        outcome=state.outcome,
        message=tell(on_request or said("order.outcome", outcome=state.outcome), caller.actor),
        payment_page_url=state.page_url,
        payment_instructions=state.instructions,
        payment_transfer=state.transfer,
    )
