"""The methods that customers left with Stripe, under a Stripe customer that carries our customer's
id and nothing else about the person."""

from collections.abc import Sequence
from datetime import UTC, datetime

import stripe

from contracts.payments import GatewayRefusesPayment
from contracts.said import said
from services.payments.gateways.port import LinkedMethod
from services.payments.gateways.stripe.http import Connection, answering, is_missing
from services.payments.gateways.stripe.sessions import PAGE

CUSTOMER = "turnup_customer"
REMEMBERED = 10_000


class Customers:
    """Finds the Stripe customer of one of ours, without a table.

    Stripe's search lags behind, usually by less than a minute, and its memory of keys lasts a day:
    a customer is found by the search, or is so new that the key gives it again.
    """

    def __init__(self, connection: Connection) -> None:
        self._api = connection.api
        self._known: dict[str, str] = {}
        """Found here before, so that a method linked a moment ago is there at once."""

    async def methods(self, customer_id: str) -> Sequence[LinkedMethod]:
        with answering():
            found = await self._find(customer_id)
            if found is None:
                return []
            try:
                listed = await self._api.customers.payment_methods.list_async(
                    found, {"limit": PAGE, "type": "card"}
                )
            except stripe.InvalidRequestError as error:
                if not is_missing(error):
                    raise
                self.forget(customer_id)
                return []
            now = datetime.now(UTC)
            return [_method(one, (now.year, now.month)) for one in listed.data]

    async def link_page(self, customer_id: str, return_url: str | None) -> str:
        if return_url is None:
            raise GatewayRefusesPayment("no_return_url")
        with answering():
            customer = await self._find_or_make(customer_id)
            session = await self._api.checkout.sessions.create_async(
                {
                    "mode": "setup",
                    "customer": customer,
                    "allowed_payment_method_types": ["card"],
                    "success_url": return_url,
                    "cancel_url": return_url,
                    "metadata": {CUSTOMER: customer_id},
                }
            )
            if session.url is None:
                raise ValueError("a page has an address")
            return session.url

    def forget(self, customer_id: str) -> None:
        """Its Stripe customer may have been deleted."""
        self._known.pop(customer_id, None)

    async def find_or_make(self, customer_id: str) -> str:
        with answering():
            return await self._find_or_make(customer_id)

    async def _find_or_make(self, customer_id: str) -> str:
        if found := await self._find(customer_id):
            return found
        made = await self._api.customers.create_async(
            {"metadata": {CUSTOMER: customer_id}},
            {"idempotency_key": f"customer/{customer_id}"},
        )
        return self._remember(customer_id, made.id)

    async def _find(self, customer_id: str) -> str | None:
        if known := self._known.get(customer_id):
            return known
        quoted = customer_id.replace("\\", "\\\\").replace("'", "\\'")
        found = await self._api.customers.search_async(
            {"query": f"metadata['{CUSTOMER}']:'{quoted}'", "limit": PAGE}
        )
        if not found.data:
            return None
        oldest = min(found.data, key=lambda one: (one.created, one.id))
        return self._remember(customer_id, oldest.id)

    def _remember(self, customer_id: str, found: str) -> str:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        return self._known.setdefault(customer_id, found)


def _method(method: stripe.PaymentMethod, today: tuple[int, int]) -> LinkedMethod:
    card = method.card
    if card is None:
        raise ValueError("a card's method has a card")
    brand = card.brand.replace("_", " ").title()
    return LinkedMethod(
        id=method.id,
        label=said("method.card", brand=brand, last_digits=card.last4),
        is_expired=(card.exp_year, card.exp_month) < today,
    )
