"""Money back through Stripe: once per key, and found again by the key that the refund carries."""

import stripe

from contracts.payments import GatewayIsUnavailable, PaymentIsNotThere
from contracts.said import Said, said
from services.payments.domain.collecting.intents import gateway_says
from services.payments.gateways.port import GatewayRefund, RefundOrder
from services.payments.gateways.stripe.amounts import to_stripe
from services.payments.gateways.stripe.events import REFERENCE
from services.payments.gateways.stripe.http import (
    Connection,
    answering,
    is_missing,
    is_stored_failure,
    require_id,
)
from services.payments.gateways.stripe.objects import REFUND_KEY, intent_id_of, note_of, refund_of
from services.payments.gateways.stripe.sessions import PAGE, Sessions

PAYMENT = "turnup_payment"
NOT_MADE = "not-made"
"""The id of a refund that Stripe refused: there is nothing to read later."""


class Refunds:
    """The refunds of one account."""

    def __init__(self, connection: Connection, sessions: Sessions) -> None:
        self._refunds = connection.api.refunds
        self._sessions = sessions

    async def make(self, order: RefundOrder) -> GatewayRefund:
        """Failed for good when Stripe refuses it. Raises `PaymentIsNotThere`."""
        with answering():
            session = await self._sessions.read(order.payment_id)
            intent = session.payment_intent
            if not isinstance(intent, stripe.PaymentIntent) or intent.status != "succeeded":
                return _refused(said("refund.nothing_captured"))
            if intent.currency.upper() != order.currency:
                return _refused(said("refund.in_other_currency", currency=intent.currency.upper()))
            ours = {
                REFUND_KEY: order.key,
                PAYMENT: session.id,
                REFERENCE: session.client_reference_id or "",
            }
            try:
                made = await self._refunds.create_async(
                    {
                        "payment_intent": intent.id,
                        "amount": to_stripe(order.amount_minor, order.currency),
                        "metadata": ours,
                    },
                    {"idempotency_key": order.key},
                )
            except stripe.IdempotencyError as error:
                # Something came under this key before: it may be this refund, told otherwise.
                if made_before := await self._find(order, intent.id):
                    return made_before
                raise GatewayIsUnavailable("key_of_another_request", key=order.key) from error
            except (stripe.InvalidRequestError, stripe.CardError) as error:
                return _refused(said("refund.refused", why=gateway_says(error.user_message)))
            except stripe.APIError as error:
                if not is_stored_failure(error):
                    raise
                # It failed and will repeat that to this key: what it made, a look-up tells.
                made_in_failing = await self._find(order, intent.id)
                return made_in_failing or _refused(said("refund.made_nothing"))
            return refund_of(made)

    async def find(self, order: RefundOrder) -> GatewayRefund | None:
        with answering():
            session = await self._sessions.read(order.payment_id)
            intent_id = intent_id_of(session.payment_intent)
            return await self._find(order, intent_id) if intent_id else None

    async def _find(self, order: RefundOrder, intent_id: str) -> GatewayRefund | None:
        """A payment has few refunds, and the list of them is complete at once."""
        found = await self._refunds.list_async({"payment_intent": intent_id, "limit": PAGE})
        while True:
            for refund in found.data:
                if note_of(refund.metadata, REFUND_KEY) == order.key:
                    return refund_of(refund)
            if not found.has_more:
                return None
            found = await self._refunds.list_async(
                {
                    "payment_intent": intent_id,
                    "limit": PAGE,
                    "starting_after": found.data[-1].id,
                }
            )

    async def read(self, refund_id: str) -> GatewayRefund:
        with answering():
            try:
                return refund_of(await self._refunds.retrieve_async(require_id(refund_id)))
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    raise PaymentIsNotThere(
                        "refund", gateway="stripe", refund_id=refund_id
                    ) from error
                raise


def _refused(why: Said) -> GatewayRefund:
    return GatewayRefund(NOT_MADE, "failed", why)
