"""Place an order: quote confirmed, policy applied, everything written in one transaction, then its
workflow started at once if the engine answers in time. Without any payment method that can be used
it becomes a request, with an explanation."""

import asyncio
from dataclasses import dataclass

from chassis.failpoints import failpoint
from chassis.ids import new_id, new_short_id
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.agreements import Agreement
from contracts.catalog import QuoteView
from contracts.decisions import ItemState
from contracts.orders import OrderPolicy, PlacedOrder, PlaceOrder, QuoteBelongsToAnotherOrder
from contracts.said import Said, said
from contracts.settings import PartnerSettings
from services.orders.context import Context
from services.orders.domain.order import Item, Order
from services.orders.domain.partner_policy import (
    policy_of,
    pricing_day,
    require_ordering,
    require_payment_accepted,
)
from services.orders.domain.payment_methods import (
    ON_REQUEST,
    PaymentChoice,
    choose_payment,
    payment_seconds,
)
from services.orders.domain.return_urls import return_url_of
from services.orders.domain.settings_rules import reached_at
from services.orders.domain.terms import require_agreed
from services.orders.domain.timeline import SENT_AS_REQUEST
from services.orders.messages import ORDER_PLACED
from services.orders.repository.audit import NewEntry, audit_rows, reason_of
from services.orders.repository.carts import Owner, delete_ordered
from services.orders.repository.customers import Customer, find_customer
from services.orders.repository.orders import find_order_of_quote
from services.orders.repository.placing import insert_order
from services.orders.repository.settings import read_layers
from services.orders.settings import SHARE_FOR_METHODS
from services.orders.use_cases.offer_payment_methods import offered_methods
from services.orders.use_cases.show_payment_state import placed_answer
from services.orders.views import order_to_open


async def place_order(
    context: Context, caller: Caller, partner_id: int, command: PlaceOrder
) -> PlacedOrder:
    """Raises `OrderingIsDisabled`, `GatewayPaymentIsNotAccepted`, `TermsAreNotAgreed`,
    `QuoteBelongsToAnotherOrder`, `PaymentMethodIsNotOffered`, `PaymentMethodIsNotUsable`,
    `PaymentMethodIsNotChosen`, `ObjectIsNotFound` without a profile, and the catalog's refusals of
    the quote."""
    async with context.database.autocommit() as connection:
        known = await find_order_of_quote(connection, command.quote_id)
        if known is None:
            layers = await read_layers(connection, str(partner_id))
            customer = await find_customer(connection, partner_id, caller.actor.id)
    if known is not None:
        return await _same_again(context, caller, known, command)
    house = context.settings
    own = layers.in_force(str(partner_id))
    settings = reached_at(own, house.portal_url, house.admin_url)
    require_ordering(settings)
    require_payment_accepted(settings, command)
    terms_version = require_agreed(settings, command.agreed_terms)
    if customer is None:
        raise not_found("customer profile")
    placing = await _confirm(context, caller, settings, customer, command)
    agreement = Agreement(
        customer_name=customer.name,
        customer_email=customer.email,
        language=customer.language,
        terms_version=terms_version,
        agreed_by=caller.actor.label,
    )
    policy = policy_of(settings, layers.version)
    order = _new_order(context, placing, policy, agreement)
    return await _write_and_start(context, caller, order, placing)


@dataclass(frozen=True)
class Placing:
    """An order about to be written: what it costs, how it is paid, and until when its customer
    waits for the engine (in the event loop's time)."""

    command: PlaceOrder
    customer: Customer
    quote: QuoteView
    choice: PaymentChoice
    ends_at: float

    @property
    def on_request(self) -> Said | None:
        """What the customer is told whose order became a request."""
        unusable = self.choice.unusable
        return None if unusable is None else said("order.sent_instead", unusable=unusable)


async def _confirm(
    context: Context,
    caller: Caller,
    settings: PartnerSettings,
    customer: Customer,
    command: PlaceOrder,
) -> Placing:
    """Payments is asked while the catalog confirms the quote; what it takes longer is taken off
    the time that the engine has."""
    methods_seconds = context.settings.methods_wait_seconds
    asking = asyncio.create_task(
        offered_methods(context, caller, settings, command, methods_seconds)
    )
    try:
        quote = await context.catalog.as_actor(caller.actor).confirm_quote(
            command.quote_id, pricing_day(settings, context.now())
        )
        ends_at = _time() + context.settings.placing_wait_seconds
        offered = await asking
        if quote.currency != settings.currency:
            seconds = (ends_at - _time()) * SHARE_FOR_METHODS
            offered = await offered_methods(
                context, caller, settings, command, seconds, currency=quote.currency
            )
    finally:
        asking.cancel()
    # Nothing can be captured for nothing, so a free order is a request.
    is_paid = command.pay == "upfront" and quote.total_minor > 0
    named = settings.payment_methods
    choice = ON_REQUEST
    if is_paid:
        choice = choose_payment(command.payment_method, offered, named, context.own_kinds)
    return Placing(command, customer, quote, choice, ends_at)


async def _write_and_start(
    context: Context, caller: Caller, order: Order, placing: Placing
) -> PlacedOrder:
    message = await _write(context, caller, order, placing)
    if message is None:
        async with context.database.autocommit() as connection:
            known = await find_order_of_quote(connection, placing.command.quote_id)
        return await _same_again(context, caller, known or order, placing.command)
    failpoint("orders.placed")
    started = await context.inline.deliver([message], placing.ends_at - _time())
    left_seconds = placing.ends_at - _time() if started else 0
    return await placed_answer(context, caller, order, left_seconds, on_request=placing.on_request)


async def _write(context: Context, caller: Caller, order: Order, placing: Placing) -> int | None:
    """The id of the outbox message; None when another order took the quote meanwhile."""
    command = placing.command
    entries = [NewEntry("placed", _as_placed(order, command.quote_id))]
    if placing.on_request:
        entries.append(NewEntry(SENT_AS_REQUEST, placing.on_request))
    audited = audit_rows(order.id, caller.actor.label, order.placed_at, entries)
    async with context.database.begin() as connection:
        if not await insert_order(connection, order, placing.customer, command.quote_id, audited):
            return None
        ordered = [item.line.offering_id for item in order.items]
        await delete_ordered(connection, Owner(order.partner_id, order.customer_id), ordered)
        seconds = payment_seconds(order.policy, placing.choice)
        message = order_to_open(order, seconds)
        return await ORDER_PLACED.add(context.outbox, connection, order.id, message)


async def _same_again(
    context: Context, caller: Caller, known: Order, command: PlaceOrder
) -> PlacedOrder:
    """A double click, a second tab, or a retry whose first answer was lost."""
    mine = (known.customer_id, known.partner_id) == (caller.actor.id, caller.actor.partner_id)
    wanted = "upfront" if command.pay == "upfront" and known.total_minor > 0 else "request"
    on_request = None
    if mine and wanted == "upfront" and known.path == "request":
        async with context.database.autocommit() as connection:
            on_request = await reason_of(connection, known.id, SENT_AS_REQUEST)
    if not mine or (known.path != wanted and on_request is None):
        raise QuoteBelongsToAnotherOrder
    wait_seconds = context.settings.placing_wait_seconds
    return await placed_answer(context, caller, known, wait_seconds, on_request=on_request)


def _new_order(
    context: Context, placing: Placing, policy: OrderPolicy, agreement: Agreement
) -> Order:
    quote, path = placing.quote, placing.choice.path
    state: ItemState = "awaiting_payment" if path == "upfront" else "awaiting_approval"
    order_id, now = new_id("ord"), context.now()
    return Order(
        id=order_id,
        partner_id=quote.partner_id,
        customer_id=quote.customer_id,
        path=path,
        currency=quote.currency,
        total_minor=quote.total_minor,
        placed_at=now,
        payment_attempt=1 if path == "upfront" else 0,
        paid_on=None,
        policy=policy,
        items=tuple(Item(id=new_short_id("itm"), line=line, state=state) for line in quote.lines),
        payment_method=placing.choice.method,
        return_url=return_url_of(
            placing.command.return_url,
            order_id,
            portal_url=policy.customer_portal_url,
            house_portal_url=context.settings.portal_url,
        ),
        waiting_since=now if path == "request" else None,
        agreement=agreement,
    )


def _as_placed(order: Order, quote_id: str) -> Said:
    return said(
        "audit.placed",
        count=len(order.items),
        path=order.path,
        total_minor=order.total_minor,
        currency=order.currency,
        quote_id=quote_id,
        settings_version=order.policy.settings_version,
    )


def _time() -> float:
    return asyncio.get_running_loop().time()
