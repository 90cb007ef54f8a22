"""A customer is back from the payment page: the gateway is asked right now, so that nobody who has
paid reads "pay now"."""

import asyncio
import contextlib
from datetime import timedelta

from chassis.tokens import Caller
from contracts.orders import PlacedOrder
from contracts.payments import PaymentIntentView
from contracts.problems import Problem
from services.orders.context import Context
from services.orders.domain.order import Order
from services.orders.domain.payment_state import payment_state_after_look
from services.orders.repository.payment_looks import may_look
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.show_payment_state import LOOK_SECONDS, answer
from wording.languages import spoken

PAUSE = timedelta(seconds=3)
"""Between two questions to a gateway about the same order."""


async def look_at_payment(context: Context, caller: Caller, order_id: str) -> PlacedOrder:
    """Where the payment stands; `checking` while that is not known for sure. The order's workflow
    hears of what is found by itself."""
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        asks = order.awaits_payment and await may_look(connection, order.id, context.now(), PAUSE)
    intent = await _look_up(context, order) if asks else None
    return answer(caller, order, payment_state_after_look(order, intent))


async def _look_up(context: Context, order: Order) -> PaymentIntentView | None:
    """None where nobody answers in time."""
    payments = context.payments.speaking(spoken())
    with contextlib.suppress(Problem, TimeoutError):
        async with asyncio.timeout(LOOK_SECONDS):
            return await payments.look_up(order.id, order.payment_attempt)
    return None
