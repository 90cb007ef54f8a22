"""How long an order may stay unpaid, as its workflow was told."""

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.decisions import AWAITS_PAYMENT
from services.orders.domain.order import Order
from services.orders.domain.timeline import Terms
from services.orders.repository.audit import done_at
from services.orders.repository.sent_messages import attempt_seconds_sent, payment_seconds_sent


async def payment_terms(connection: AsyncConnection, order: Order) -> Terms:
    """Empty where nothing waits for money; that asks for nothing."""
    if AWAITS_PAYMENT.isdisjoint(order.states):
        return Terms()
    attempt = order.payment_attempt
    return Terms(
        payment_seconds=await payment_seconds_sent(connection, order.id),
        tried_at=await done_at(connection, order.id, "pay_again"),
        longer_seconds=await attempt_seconds_sent(connection, order.id, attempt),
    )
