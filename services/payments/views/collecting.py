"""Money on its way in, as the messages that leave the service."""

from datetime import datetime

from contracts.actors import Actor
from contracts.bookkeeping import OfflinePaymentView
from contracts.incoming import IncomingPayment
from contracts.payments import GatewayAnswer, PaymentIntentView, PaymentView
from services.payments.domain.collecting.finding import Incoming
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.domain.collecting.payments import Payment
from services.payments.gateways.offline.instructions import transfer_of
from services.payments.gateways.offline.statements import OfflinePayment
from wording.telling import tell


def intent_view(intent: Intent, viewer: Actor) -> PaymentIntentView:
    told = {
        "instructions": intent.instructions and tell(intent.instructions, viewer),
        "transfer": intent.instructions and transfer_of(intent.instructions),
        "failure": intent.failure and tell(intent.failure, viewer),
    }
    return PaymentIntentView.model_validate({**vars(intent), **told})


def gateway_answer(
    intent: Intent, payment: GatewayPayment | None, asked_at: datetime, viewer: Actor
) -> GatewayAnswer:
    view = intent_view(intent, viewer)
    if payment is None:
        return GatewayAnswer(intent=view, asked_at=asked_at, state=None)
    return GatewayAnswer(
        intent=view,
        asked_at=asked_at,
        state=payment.state,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        captured_at=payment.captured_at,
        failure=tell(payment.failure, viewer) if payment.failure else None,
    )


def payment_view(payment: Payment) -> PaymentView:
    return PaymentView.model_validate(payment, from_attributes=True)


def incoming_view(found: Incoming, viewer: Actor) -> IncomingPayment:
    failure = found.failure and tell(found.failure, viewer)
    return IncomingPayment.model_validate({**vars(found), "failure": failure})


def offline_payment_view(asked: OfflinePayment) -> OfflinePaymentView:
    return OfflinePaymentView(
        id=asked.id,
        intent_id=asked.reference,
        order_id=asked.order_id,
        customer_id=asked.customer_id,
        partner_id=asked.partner_id,
        state=asked.state,
        amount_minor=asked.amount_minor,
        currency=asked.currency,
        payment_reference=asked.payment_reference,
        opened_at=asked.opened_at,
        received=asked.receipt,
        recorded_by=asked.recorded_by,
    )
