"""Place an order: quote confirmed, policy applied, everything written in one transaction, then its
workflow started at once if the engine answers in time."""

import asyncio
from datetime import datetime

from chassis.auth import not_found
from chassis.failpoints import failpoint
from chassis.ids import new_id, new_short_id
from chassis.money import format_minor
from chassis.tokens import Caller
from contracts.catalog import QuoteView
from contracts.decisions import ItemState, OrderPath
from contracts.orders import (
    GatewayPaymentIsNotAccepted,
    PlacedOrder,
    PlaceOrder,
    QuoteBelongsToAnotherOrder,
)
from contracts.settings import PartnerSettings
from services.orders.context import Context
from services.orders.domain.order import Item, Order
from services.orders.domain.settings_rules import policy_of
from services.orders.messages import add_order_placed
from services.orders.repository.audit import Entry, write_audit
from services.orders.repository.carts import delete_ordered
from services.orders.repository.customers import find_customer
from services.orders.repository.orders import find_order_of_quote
from services.orders.repository.placing import insert_order
from services.orders.repository.settings import read_settings
from services.orders.use_cases.fill_cart import pricing_day, require_ordering
from services.orders.use_cases.show_payment import placed_answer


async def place_order(
    context: Context, caller: Caller, partner_id: int, command: PlaceOrder
) -> PlacedOrder:
    """Raises `OrderingIsDisabled`, `GatewayPaymentIsNotAccepted`, `QuoteBelongsToAnotherOrder`,
    `ObjectIsNotFound` without a profile, and the catalog's refusals of the quote."""
    async with context.database.autocommit() as connection:
        known = await find_order_of_quote(connection, command.quote_id)
        if known is None:
            settings = await read_settings(connection, partner_id)
            customer = await find_customer(connection, caller.actor.id)
    if known is not None:
        return await _same_again(context, caller, known, command)
    _require_policy(settings, command)
    if customer is None or customer.partner_id != partner_id:
        raise not_found("customer profile")
    quote = await context.catalog.as_actor(caller.actor).confirm_quote(
        command.quote_id, pricing_day(settings, context.now())
    )
    order = _new_order(quote, settings, command, context.now())
    return await _write_and_start(context, caller, order, command)


async def _write_and_start(
    context: Context, caller: Caller, order: Order, command: PlaceOrder
) -> PlacedOrder:
    ends_at = _time() + context.settings.placing_wait_seconds
    message = await _write(context, caller, order, command)
    if message is None:
        async with context.database.autocommit() as connection:
            known = await find_order_of_quote(connection, command.quote_id)
        return await _same_again(context, caller, known or order, command)
    failpoint("orders.placed")
    started = await context.inline.deliver([message], ends_at - _time())
    return await placed_answer(context, caller, order, ends_at - _time() if started else 0)


async def _write(context: Context, caller: Caller, order: Order, command: PlaceOrder) -> int | None:
    """The id of the outbox message; None when another order took the quote meanwhile."""
    async with context.database.begin() as connection:
        if not await insert_order(connection, order, command):
            return None
        entry = Entry("placed", f"Ordered {_words(order)} by quote {command.quote_id}.")
        await write_audit(connection, order.id, caller.actor.label, order.placed_at, [entry])
        ordered = [item.line.offering_id for item in order.items]
        await delete_ordered(connection, order.customer_id, ordered)
        return await add_order_placed(context.outbox, connection, order)


async def _same_again(
    context: Context, caller: Caller, known: Order, command: PlaceOrder
) -> PlacedOrder:
    """A double click, a second tab, or a retry whose first answer was lost."""
    mine = (known.customer_id, known.partner_id) == (caller.actor.id, caller.actor.partner_id)
    if not mine or known.path != _path(command, known.total_minor):
        raise QuoteBelongsToAnotherOrder(
            "This quote was ordered before. Nothing was done; ask for a new quote."
        )
    return await placed_answer(context, caller, known, context.settings.placing_wait_seconds)


def _require_policy(settings: PartnerSettings, command: PlaceOrder) -> None:
    require_ordering(settings)
    if command.pay == "upfront" and not settings.gateway_enabled:
        raise GatewayPaymentIsNotAccepted(
            "Your provider takes no payment online. Nothing was ordered; send the order as a"
            " request and pay later."
        )


def _path(command: PlaceOrder, total_minor: int) -> OrderPath:
    """Nothing can be captured for nothing, so a free order is a request."""
    return "upfront" if command.pay == "upfront" and total_minor > 0 else "request"


def _new_order(
    quote: QuoteView, settings: PartnerSettings, command: PlaceOrder, now: datetime
) -> Order:
    path = _path(command, quote.total_minor)
    state: ItemState = "awaiting_payment" if path == "upfront" else "awaiting_approval"
    return Order(
        id=new_id("ord"),
        partner_id=quote.partner_id,
        customer_id=quote.customer_id,
        path=path,
        currency=quote.currency,
        total_minor=quote.total_minor,
        placed_at=now,
        payment_attempt=1 if path == "upfront" else 0,
        paid_on=None,
        attention_reason=None,
        policy=policy_of(settings),
        items=tuple(Item(id=new_short_id("itm"), line=line, state=state) for line in quote.lines),
    )


def _words(order: Order) -> str:
    how = "to be paid upfront" if order.path == "upfront" else "on request"
    count = f"{len(order.items)} item" + ("s" if len(order.items) > 1 else "")
    return f"{count} {how}, {format_minor(order.total_minor, order.currency)},"


def _time() -> float:
    return asyncio.get_running_loop().time()
