"""The outbox messages of the orders service, and how each reaches its order's workflow."""

import hashlib
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.outbox import Handler, Outbox, OutboxMessage
from contracts.message import Message
from contracts.recording import RecordedDecision
from contracts.workflow import OrderTerms, OrderToOpen
from services.orders.domain.order import Decision, Order
from services.orders.receivers import WorkflowsPort
from services.orders.settings import OrdersSettings
from services.orders.views import recorded

ORDER_PLACED = "order_placed"
DECISION_RECORDED = "decision_recorded"
PAYMENT_TRIED_AGAIN = "payment_tried_again"
SWITCHED_TO_REQUEST = "switched_to_request"
ATTENTION_CHANGED = "attention_changed"

SHARE_FOR_THE_ENGINE = 0.8
"""Of the time that an answer may take; the rest is for the database."""


class DecisionRecorded(Message):
    order_id: str
    decision: RecordedDecision


class PaymentTriedAgain(Message):
    order_id: str
    attempt: int
    payment_seconds: int | None = None
    """Until the unpaid order expires, where this attempt needs longer than usual. Kept here as a
    record, which the workflow reads from the snapshot."""


class SwitchedToRequest(Message):
    order_id: str


class AttentionChanged(Message):
    order_id: str


async def add_order_placed(
    outbox: Outbox,
    connection: AsyncConnection,
    order: Order,
    payment_seconds: int,
    key: str | None = None,
) -> int:
    """`key` tells another start of the same order from its first."""
    message = OrderToOpen(
        order_id=order.id,
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        currency=order.currency,
        total_minor=order.total_minor,
        titles=[item.line.title for item in order.items],
        terms=OrderTerms(
            path=order.path,
            payment_seconds=payment_seconds,
            approval_seconds=order.policy.approval_expires_after_seconds,
        ),
    )
    payload = message.model_dump(mode="json")
    return await outbox.add(connection, ORDER_PLACED, key or order.id, payload)


async def add_decision(
    outbox: Outbox, connection: AsyncConnection, order_id: str, decision: Decision
) -> int:
    message = DecisionRecorded(order_id=order_id, decision=recorded(decision))
    payload = message.model_dump(mode="json")
    return await outbox.add(connection, DECISION_RECORDED, decision.id, payload)


async def add_payment_tried_again(
    outbox: Outbox, connection: AsyncConnection, order: Order, payment_seconds: int | None
) -> int:
    message = PaymentTriedAgain(
        order_id=order.id, attempt=order.payment_attempt, payment_seconds=payment_seconds
    )
    key = attempt_key(order.id, order.payment_attempt)
    return await outbox.add(connection, PAYMENT_TRIED_AGAIN, key, message.model_dump())


def attempt_key(order_id: str, attempt: int) -> str:
    """Each attempt is told of once."""
    return f"{order_id}/{attempt}"


async def add_switched(outbox: Outbox, connection: AsyncConnection, order: Order) -> int:
    payload = SwitchedToRequest(order_id=order.id).model_dump()
    return await outbox.add(connection, SWITCHED_TO_REQUEST, order.id, payload)


async def add_attention_changed(
    outbox: Outbox, connection: AsyncConnection, order: Order, cause: str
) -> int:
    """Once per cause, which may name people and is therefore not legible in the key."""
    payload = AttentionChanged(order_id=order.id).model_dump()
    key = f"{order.id}/{hashlib.sha256(cause.encode()).hexdigest()[:16]}"
    return await outbox.add(connection, ATTENTION_CHANGED, key, payload)


def handlers(workflows: WorkflowsPort, settings: OrdersSettings) -> Mapping[str, Handler]:
    """One handler a topic."""

    async def order_placed(message: OutboxMessage) -> None:
        await workflows.open(OrderToOpen.model_validate(message.payload))

    async def decision_recorded(message: OutboxMessage) -> None:
        made = DecisionRecorded.model_validate(message.payload)
        # Only at the first try somebody waits for the effects.
        seconds = settings.deciding_wait_seconds * SHARE_FOR_THE_ENGINE
        seconds = seconds if message.attempts == 1 else 0
        await workflows.apply_decision(made.order_id, made.decision, wait_seconds=seconds)

    async def payment_tried_again(message: OutboxMessage) -> None:
        tried = PaymentTriedAgain.model_validate(message.payload)
        await workflows.pay_again(tried.order_id, tried.attempt)

    async def switched(message: OutboxMessage) -> None:
        order_id = SwitchedToRequest.model_validate(message.payload).order_id
        await workflows.switch_to_request(order_id)

    async def attention_changed(message: OutboxMessage) -> None:
        order_id = AttentionChanged.model_validate(message.payload).order_id
        await workflows.attention_changed(order_id)

    return {
        ORDER_PLACED: order_placed,
        DECISION_RECORDED: decision_recorded,
        PAYMENT_TRIED_AGAIN: payment_tried_again,
        SWITCHED_TO_REQUEST: switched,
        ATTENTION_CHANGED: attention_changed,
    }
