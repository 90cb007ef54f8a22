"""What the order's workflow does in the other world, done by hand: pages are opened and outcomes
brought to orders when a test says so. Payments and the gateway are the real ones."""

from dataclasses import dataclass

from clients.system.orders import SystemOrders
from clients.system.payments import SystemPayments
from contracts.payments import OpenPayment
from contracts.recording import RecordPaymentResult
from tests.portal.world import PortalWorld
from tests.services.orders.world import SYSTEM
from workflows.order.steps.payments import OUTCOMES
from workflows.order.steps.snapshots import invoice_line, party_of

RETURN_URL = "http://portal.test/orders/{order_id}/return"


@dataclass(frozen=True)
class Cashier:
    pages: PortalWorld

    @property
    def payments(self) -> SystemPayments:
        return SystemPayments(self.pages.http, "http://payments.test", SYSTEM)

    @property
    def orders(self) -> SystemOrders:
        return self.pages.system

    async def open(self, order_id: str, method: str | None = None) -> str:
        """The address of the payment page; empty where there are instructions."""
        found = await self.orders.snapshot(order_id)
        intent = await self.payments.open_payment(
            OpenPayment(
                order_id=order_id,
                attempt=found.order.payment_attempt,
                party=party_of(found),
                currency=found.order.currency,
                lines=[invoice_line(item) for item in found.order.items],
                payment_method=method or found.payment_method,
                return_url=found.return_url,
            )
        )
        return intent.page_url or ""

    async def pay(self, page_url: str, card: str = "success") -> None:
        """As the customer does on the gateway's page."""
        await self.pages.http.post_to_page(page_url, {"card": card})

    async def bring(self, order_id: str) -> None:
        """What payments knows by now to orders."""
        attempt = (await self.orders.order(order_id)).payment_attempt
        intent = await self.payments.look_up(order_id, attempt)
        result = RecordPaymentResult(
            attempt=attempt,
            outcome=OUTCOMES[intent.state],
            paid_on=intent.paid_on,
            detail=intent.failure,
        )
        await self.orders.record_payment_result(order_id, result)
