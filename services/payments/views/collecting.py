"""Money on its way in, as the messages that leave the service."""

from contracts.bookkeeping import OfflinePaymentView
from contracts.payments import PaymentIntentView, PaymentView
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.collecting.payments import Payment
from services.payments.gateways.offline.statements import OfflinePayment


def intent_view(intent: Intent) -> PaymentIntentView:
    return PaymentIntentView(
        id=intent.id,
        order_id=intent.order_id,
        invoice_id=intent.invoice_id,
        attempt=intent.attempt,
        state=intent.state,
        amount_minor=intent.amount_minor,
        currency=intent.currency,
        gateway=intent.gateway,
        page_url=intent.page_url,
        instructions=intent.instructions,
        paid_on=intent.paid_on,
        captured_at=intent.captured_at,
        failure=intent.failure,
    )


def payment_view(payment: Payment) -> PaymentView:
    return PaymentView(
        id=payment.id,
        intent_id=payment.intent_id,
        order_id=payment.order_id,
        invoice_id=payment.invoice_id,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        captured_at=payment.captured_at,
        method=payment.method,
        reference=payment.reference,
        received_on=payment.received_on,
    )


def offline_payment_view(asked: OfflinePayment) -> OfflinePaymentView:
    return OfflinePaymentView(
        id=asked.id,
        intent_id=asked.reference,
        order_id=asked.order_id,
        customer_id=asked.customer_id,
        state=asked.state,
        amount_minor=asked.amount_minor,
        currency=asked.currency,
        payment_reference=asked.payment_reference,
        opened_at=asked.opened_at,
        received=asked.receipt,
        recorded_by=asked.recorded_by,
    )
