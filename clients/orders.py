"""How anything outside the orders service talks to it."""

from datetime import datetime

from clients.approvals import ApprovalCalls
from clients.audit import AuditCalls
from clients.http import segment
from clients.operations import OperatedServiceClient
from clients.partners import PartnerCalls
from contracts.agreements import ContractSummary
from contracts.bookkeeping import RecordPayment
from contracts.carts import AddCartLine, CartView, ChangeCartLine, QuoteCart
from contracts.catalog import OfferingKind, QuoteView
from contracts.decisions import (
    Decide,
    Granted,
    MoveStart,
    OrderPath,
    OrderStatus,
    SubscriptionState,
)
from contracts.desk import OrdersDesk
from contracts.message import Page
from contracts.methods import CheckoutOptions
from contracts.orders import (
    CancelOrder,
    DecisionOutcome,
    OrderView,
    PlacedOrder,
    PlaceOrder,
    SolveAttention,
    TryPaymentAgain,
)
from contracts.overviews import OrdersOverview
from contracts.previews import DecisionPreview, PreviewDecision
from contracts.reconciliation import StartAgain, UnfinishedOrder
from contracts.subscriptions import ServiceOrder, SubscriptionDetails, SubscriptionView
from contracts.timeline import AuditEntryView, Timeline


class OrdersClient(ApprovalCalls, AuditCalls, PartnerCalls, OperatedServiceClient):
    """Carts, orders and decisions as one actor sees them. Raises the service's own problems; a
    `key` is the Idempotency-Key, the same on every retry."""

    audience = "orders"

    async def cart(self) -> CartView:
        return await self._call("GET", "/v1/cart", CartView)

    async def add_cart_line(self, line: AddCartLine, *, key: str) -> CartView:
        return await self._call("POST", "/v1/cart/lines", CartView, body=line, key=key)

    async def change_cart_line(self, line_id: str, command: ChangeCartLine) -> CartView:
        """Raises `CartHasChanged`."""
        path = f"/v1/cart/lines/{segment(line_id)}"
        return await self._call("PATCH", path, CartView, body=command)

    async def delete_cart_line(self, line_id: str, *, expected_revision: int | None = None) -> None:
        """Raises `CartHasChanged`."""
        await self._http.send(
            "DELETE",
            f"{self._base_url}/v1/cart/lines/{segment(line_id)}",
            audience=self.audience,
            actor=self._actor,
            query={"expected_revision": expected_revision},
        )

    async def quote_cart(self, *, key: str, expected_revision: int | None = None) -> QuoteView:
        """Raises `CartHasChanged`."""
        body = None if expected_revision is None else QuoteCart(expected_revision=expected_revision)
        return await self._call("POST", "/v1/cart/quote", QuoteView, body=body, key=key)

    async def place_order(self, command: PlaceOrder, *, key: str) -> PlacedOrder:
        """Raises `TermsAreNotAgreed` where the partner's terms are not named as they are now."""
        return await self._call("POST", "/v1/orders", PlacedOrder, body=command, key=key)

    async def orders(
        self,
        *,
        status: OrderStatus | None = None,
        path: OrderPath | None = None,
        granted: Granted | None = None,
        kind: OfferingKind | None = None,
        only_open: bool = False,
        placed_from: datetime | None = None,
        placed_to: datetime | None = None,
        q: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[OrderView]:
        """Newest first. `kind`: of one of its items; `only_open`: those that wait for somebody or
        something."""
        query = {
            "status": status,
            "path": path,
            "granted": granted,
            "kind": kind,
            "only_open": only_open or None,
            "placed_from": placed_from and placed_from.isoformat(),
            "placed_to": placed_to and placed_to.isoformat(),
            "q": q,
            "partner_id": partner_id,
            "customer_id": customer_id,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/orders", Page[OrderView], query=query)

    async def overview(self) -> OrdersOverview:
        """The customer's cart, services and open orders at a glance."""
        return await self._call("GET", "/v1/overview", OrdersOverview)

    async def order(self, order_id: str) -> OrderView:
        return await self._call("GET", order_path(order_id), OrderView)

    async def contract_summary(self, order_id: str) -> ContractSummary:
        """What was agreed when it was placed."""
        return await self._call("GET", f"{order_path(order_id)}/contract-summary", ContractSummary)

    async def payment_page(self, order_id: str) -> PlacedOrder:
        """Where the payment stands; ask again until it is final."""
        return await self._call("GET", f"{order_path(order_id)}/payment-page", PlacedOrder)

    async def look_at_payment(self, order_id: str) -> PlacedOrder:
        """The customer is back from the payment page: where it stands, as the gateway says now."""
        return await self._call("POST", f"{order_path(order_id)}/look", PlacedOrder)

    async def audit(
        self, order_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[AuditEntryView]:
        query = {"cursor": cursor, "limit": limit}
        path = f"{order_path(order_id)}/audit"
        return await self._call("GET", path, Page[AuditEntryView], query=query)

    async def timeline(
        self, order_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Timeline:
        """What happened, newest first, and what comes next."""
        query = {"cursor": cursor, "limit": limit}
        return await self._call("GET", f"{order_path(order_id)}/timeline", Timeline, query=query)

    async def checkout_options(self) -> CheckoutOptions:
        """The methods to choose from, or why the order will be a request."""
        return await self._call("GET", "/v1/checkout-options", CheckoutOptions)

    async def try_payment_again(
        self, order_id: str, *, key: str, payment_method: str | None = None
    ) -> PlacedOrder:
        """By the same method as before unless another is named. Raises
        `PaymentCannotBeTriedAgain`, `PaymentMethodIsNotOffered`, `PaymentMethodIsNotUsable`."""
        path = f"{order_path(order_id)}/payment-attempts"
        body = TryPaymentAgain(payment_method=payment_method) if payment_method else None
        return await self._call("POST", path, PlacedOrder, body=body, key=key)

    async def switch_to_request(self, order_id: str, *, key: str) -> PlacedOrder:
        path = f"{order_path(order_id)}/switch-to-request"
        return await self._call("POST", path, PlacedOrder, key=key)

    async def cancel_order(
        self, order_id: str, command: CancelOrder | None = None, *, key: str
    ) -> OrderView:
        """Staff gives a reason. Raises `OrderCannotBeCancelled`, `OrderHasChanged`,
        `DecisionIsIncomplete`."""
        path = f"{order_path(order_id)}/cancel"
        return await self._call("POST", path, OrderView, body=command, key=key)

    async def decide(
        self, order_id: str, item_id: str, command: Decide, *, key: str
    ) -> DecisionOutcome:
        path = f"{item_path(order_id, item_id)}/decisions"
        return await self._call("POST", path, DecisionOutcome, body=command, key=key)

    async def preview_decision(
        self, order_id: str, item_id: str, wanted: PreviewDecision
    ) -> DecisionPreview:
        """Of a verdict or another start date. Raises as `decide` and `move_start` do."""
        path = f"{item_path(order_id, item_id)}/preview"
        return await self._call("POST", path, DecisionPreview, body=wanted)

    async def move_start(
        self, order_id: str, item_id: str, command: MoveStart, *, key: str
    ) -> DecisionOutcome:
        path = f"{item_path(order_id, item_id)}/start-date"
        return await self._call("POST", path, DecisionOutcome, body=command, key=key)

    async def desk(self, *, partner_id: int | None = None) -> OrdersDesk:
        """How much needs a person today."""
        return await self._call("GET", "/v1/desk", OrdersDesk, query={"partner_id": partner_id})

    async def record_offline_payment(
        self, order_id: str, received: RecordPayment, *, key: str
    ) -> OrderView:
        """Approves what waits and books the money. Raises `OrderTakesNoOfflinePayment`."""
        path = f"{order_path(order_id)}/offline-payment"
        return await self._call("POST", path, OrderView, body=received, key=key)

    async def solve_attention(
        self, order_id: str, command: SolveAttention, *, key: str
    ) -> OrderView:
        """A person looked at a flagged order. Raises `NothingNeedsAttention`."""
        path = f"{order_path(order_id)}/attention/solved"
        return await self._call("POST", path, OrderView, body=command, key=key)

    async def subscriptions(
        self,
        *,
        state: SubscriptionState | None = None,
        kind: OfferingKind | None = None,
        q: str | None = None,
        sort: ServiceOrder | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[SubscriptionView]:
        """Newest first, or sorted. Raises `TooManyServicesToSort`."""
        query = {
            "state": state,
            "kind": kind,
            "q": q,
            "sort": sort,
            "partner_id": partner_id,
            "customer_id": customer_id,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/subscriptions", Page[SubscriptionView], query=query)

    async def subscription(self, subscription_id: str) -> SubscriptionDetails:
        """With its invoices and credit notes."""
        path = f"/v1/subscriptions/{segment(subscription_id)}"
        return await self._call("GET", path, SubscriptionDetails)

    async def start_again(self, order_id: str, command: StartAgain) -> UnfinishedOrder:
        """For operators, where an order's workflow was lost. Raises `OrderCannotBeStartedAgain`."""
        path = f"/v1/unfinished-orders/{segment(order_id)}/start-again"
        return await self._call("POST", path, UnfinishedOrder, body=command)


def order_path(order_id: str) -> str:
    return f"/v1/orders/{segment(order_id)}"


def item_path(order_id: str, item_id: str) -> str:
    return f"{order_path(order_id)}/items/{segment(item_id)}"
