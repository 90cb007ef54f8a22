"""Who handles each outbox message of orders."""

from collections.abc import Mapping

from chassis.outbox import Handler, OutboxMessage
from contracts.workflow import OrderToOpen
from services.orders.context import Context
from services.orders.messages import (
    ATTENTION_CHANGED,
    CLOSED_PARTNERS,
    DECISION_RECORDED,
    OFFLINE_PAYMENT_RECEIVED,
    ORDER_PLACED,
    PAYMENT_TRIED_AGAIN,
    SWITCHED_TO_REQUEST,
    AttentionChanged,
    OfflinePaymentReceived,
    PaymentTriedAgain,
    SwitchedToRequest,
)
from services.orders.use_cases.book_offline_payment import book_offline_payment


def handlers_of(context: Context) -> Mapping[str, Handler]:
    """One handler a topic."""
    workflows = context.workflows

    async def open_workflow(order: OrderToOpen) -> None:
        await workflows.open(order)

    async def apply_decision(message: OutboxMessage) -> None:
        made = DECISION_RECORDED.read(message)
        # Only at the first try somebody waits for the effects.
        seconds = context.settings.effects_wait_seconds if message.attempts == 1 else 0
        await workflows.apply_decision(made.order_id, made.decision, wait_seconds=seconds)

    async def pay_again(tried: PaymentTriedAgain) -> None:
        await workflows.pay_again(tried.order_id, tried.attempt)

    async def switch_to_request(switched: SwitchedToRequest) -> None:
        await workflows.switch_to_request(switched.order_id)

    async def look_again(changed: AttentionChanged) -> None:
        await workflows.attention_changed(changed.order_id)

    async def book(received: OfflinePaymentReceived) -> None:
        await book_offline_payment(context, received)

    return {
        DECISION_RECORDED.name: apply_decision,
        **dict(
            [
                ORDER_PLACED.handled_by(open_workflow),
                PAYMENT_TRIED_AGAIN.handled_by(pay_again),
                SWITCHED_TO_REQUEST.handled_by(switch_to_request),
                ATTENTION_CHANGED.handled_by(look_again),
                OFFLINE_PAYMENT_RECEIVED.handled_by(book),
                CLOSED_PARTNERS.handled_by(context.catalog.close_partners),
            ]
        ),
    }
