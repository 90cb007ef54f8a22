"""/v1/orders: placing orders and reading them."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import AwareDatetime

from chassis.auth import CallerDep, require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor, Limit, search_words
from contracts.catalog import OfferingKind
from contracts.decisions import Granted, OrderPath, OrderStatus
from contracts.message import Id, Page
from contracts.orders import OrderView, PlacedOrder, PlaceOrder
from contracts.timeline import AuditEntryView, Timeline
from services.orders.api.dependencies import BuyingPartner, ContextDep, CustomerDep, ListingDep
from services.orders.api.examples import ORDERS
from services.orders.domain.narrowing import Side, WantedOrders
from services.orders.use_cases import list_orders, show_payment_state
from services.orders.use_cases.place_order import place_order
from services.orders.use_cases.show_order import show_order
from services.orders.use_cases.show_timeline import show_timeline

router = APIRouter(prefix="/v1/orders", tags=["orders"], route_class=IdempotentRoute)

Words = Annotated[
    str | None,
    search_words(
        description="An order's id, or beginnings of words of its customer's name, mail address or"
        " id: all of them, of at most a thousand customers. Of one customer's orders also what is"
        " within an order's id or a product's title.",
    ),
]


@router.post("", status_code=201, summary="Place an order from a quote")
async def post_order(
    command: Annotated[PlaceOrder, Body(openapi_examples=ORDERS)],
    caller: CustomerDep,
    partner: BuyingPartner,
    context: ContextDep,
    _: RequestKey,
) -> PlacedOrder:
    """Answers the payment page's address or "sent for approval"; accepted also while the workflow
    engine is away."""
    return await place_order(context, caller, partner, command)


@router.get("", summary="Orders, newest first")
async def get_orders(
    caller: CallerDep,
    context: ContextDep,
    listing: ListingDep,
    status: OrderStatus | None = None,
    path: OrderPath | None = None,
    granted: Granted | None = None,
    kind: OfferingKind | None = None,
    only_open: bool = False,
    placed_from: AwareDatetime | None = None,
    placed_to: AwareDatetime | None = None,
    words: Words = None,
) -> Page[OrderView]:
    """Customers get their own, admins their partner's."""
    open_to: Side = "customer" if caller.actor.kind == "customer" else "staff"
    wanted = WantedOrders(
        status=status,
        path=path,
        granted=granted,
        kind=kind,
        open_to=open_to if only_open else None,
        placed_from=placed_from,
        placed_to=placed_to,
        words=words,
    )
    return await list_orders.page_of_orders(context, caller, listing, wanted)


@router.get("/{order_id}", summary="One order")
async def get_order(order_id: Id, caller: CallerDep, context: ContextDep) -> OrderView:
    return await show_order(context, caller, order_id)


@router.get("/{order_id}/payment-page", summary="Where the payment stands")
async def get_payment_page(order_id: Id, caller: CallerDep, context: ContextDep) -> PlacedOrder:
    """Ask again until the outcome is paid, payment_failed, approved or closed."""
    return await show_payment_state.show_payment_state(context, caller, order_id)


@router.get("/{order_id}/timeline", summary="What happened, newest first, and what comes next")
async def get_timeline(
    order_id: Id,
    caller: CallerDep,
    context: ContextDep,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Timeline:
    """In plain words for whoever asks; staff also reads what is none of the customer's business.
    Credit notes and refunds come from the payments service, and are left out while it is away."""
    return await show_timeline(context, caller, order_id, cursor, limit)


@router.get("/{order_id}/audit", summary="Who changed what, and why; newest first")
async def get_audit(
    order_id: Id,
    caller: CallerDep,
    context: ContextDep,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[AuditEntryView]:
    require(caller, "admin", "operator", "system")
    return await list_orders.page_of_audit(context, caller, order_id, cursor, limit)
