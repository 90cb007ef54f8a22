"""Checkout Sessions at Stripe: made, read, listed and withdrawn. What they mean is decided in
`objects`."""

import time
from typing import TYPE_CHECKING

import stripe
from stripe.checkout import Session

from contracts.payments import GatewayRefusesPayment, PaymentIsNotThere
from services.payments.gateways.port import Checkout
from services.payments.gateways.stripe.amounts import to_stripe
from services.payments.gateways.stripe.events import REFERENCE
from services.payments.gateways.stripe.http import Connection, is_missing, require_id
from services.payments.gateways.stripe.objects import EXPAND

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams, SessionListParams

DAY_SECONDS = 24 * 60 * 60
CLOCK_SLACK_SECONDS = 60 * 60
PAGE = 100
"""The most that Stripe lists at once."""
SAVED_METHODS = ["always", "limited", "unspecified"]


class Sessions:
    """The sessions of one account, always with what is needed to tell what became of them."""

    def __init__(self, connection: Connection) -> None:
        self._sessions = connection.api.checkout.sessions

    async def create(self, params: "SessionCreateParams", key: str) -> Session:
        return await self._sessions.create_async(params, {"idempotency_key": key})

    async def expire(self, session_id: str) -> Session:
        return await self._sessions.expire_async(require_id(session_id), {"expand": [EXPAND]})

    async def read(self, payment_id: str) -> Session:
        """By its own id or by that of its payment intent. Raises `PaymentIsNotThere`."""
        if payment_id.startswith("pi_"):
            session = await self.of_intent(payment_id)
            if session is None:
                raise PaymentIsNotThere(gateway="stripe", payment_id=payment_id)
            return session
        try:
            return await self._sessions.retrieve_async(require_id(payment_id), {"expand": [EXPAND]})
        except stripe.InvalidRequestError as error:
            if is_missing(error):
                raise PaymentIsNotThere(gateway="stripe", payment_id=payment_id) from error
            raise

    async def of_intent(self, intent_id: str) -> Session | None:
        """Null for a payment that was not made on a page of Checkout."""
        try:
            found = await self._sessions.list_async(
                {"payment_intent": intent_id, "limit": 1, "expand": [f"data.{EXPAND}"]}
            )
        except stripe.InvalidRequestError as error:
            if is_missing(error):
                return None
            raise
        return found.data[0] if found.data else None

    async def find(self, reference: str, since_seconds: float) -> Session | None:
        """The newest with this reference that was made since. Stripe cannot filter by it, so all
        are read; its lists are complete at once, unlike its search."""
        params: SessionListParams = {
            "created": {"gte": int(since_seconds) - CLOCK_SLACK_SECONDS},
            "limit": PAGE,
            "expand": [f"data.{EXPAND}"],
        }
        while True:
            page = await self._sessions.list_async(params)
            for session in page.data:
                if session.client_reference_id == reference:
                    return session
            if not page.has_more:
                return None
            params["starting_after"] = page.data[-1].id

    async def made_within_the_window(self, reference: str) -> Session | None:
        """Made under a key that Stripe still knows."""
        return await self.find(reference, time.time() - DAY_SECONDS)


def session_params(
    checkout: Checkout, customer: str | None, default_return_url: str | None
) -> "SessionCreateParams":
    """The same for the same checkout, as Stripe compares them under a key."""
    return_url = checkout.return_url or default_return_url
    if return_url is None:
        raise GatewayRefusesPayment("no_return_url")
    ours = {REFERENCE: checkout.reference}
    params: SessionCreateParams = {
        "mode": "payment",
        "client_reference_id": checkout.reference,
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "description": checkout.description},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": checkout.currency.lower(),
                    "unit_amount": to_stripe(checkout.amount_minor, checkout.currency),
                    "product_data": {"name": checkout.description},
                },
            }
        ],
        # Otherwise the customer may be charged in another currency than the order's.
        "adaptive_pricing": {"enabled": False},
        "success_url": return_url,
        "cancel_url": return_url,
        "expand": [EXPAND],
    }
    if customer is not None:
        params["customer"] = customer
        params["saved_payment_method_options"] = {"allow_redisplay_filters": [*SAVED_METHODS]}
    return params
