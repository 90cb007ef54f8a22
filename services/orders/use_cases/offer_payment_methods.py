"""Asks payments what a customer can pay with, for a bounded time, and says what a checkout offers.
Payments away is no refusal: whatever is wanted is then taken on trust."""

import asyncio
import contextlib

from chassis.tokens import Caller
from contracts.methods import (
    CheckoutOptions,
    PaymentMethodIsNotUsable,
    PaymentMethods,
    PaymentMethodView,
)
from contracts.orders import PlaceOrder
from contracts.problems import Problem
from contracts.settings import PartnerSettings
from services.orders.context import Context
from services.orders.domain.payment_methods import (
    PaymentChoice,
    choose_payment,
    offered_by,
    why_on_request,
)
from services.orders.repository.settings import read_settings
from services.orders.use_cases.reading import read_order

OPTIONS_WAIT_SECONDS = 2.0
"""How long a page waits that only shows them."""
SHARE_FOR_GATEWAYS = 0.7
"""Of the time that payments has to answer."""
MOST_FOR_GATEWAYS_SECONDS = 1.0

NO_ORDERING = "Ordering new products is switched off by your provider at the moment."
NO_GATEWAY = (
    "Your provider takes no payment online: your order is sent as a request, and you pay once it is"
    " approved."
)
NOTHING_USABLE = "{why}: your order is sent as a request, and you pay once it is approved."
UNKNOWN = (
    "Your payment methods cannot be shown right now. You can order all the same: the payment page"
    " follows."
)


async def offered_methods(
    context: Context,
    caller: Caller,
    settings: PartnerSettings,
    command: PlaceOrder,
    wait_seconds: float,
    *,
    currency: str | None = None,
) -> list[PaymentMethodView] | None:
    """What an order that is placed may be paid with. A gateway is asked only where its answer
    matters: for a linked method."""
    if command.pay != "upfront":
        return None
    wanted, words = command.payment_method, settings.payment_methods
    with_linked = ":" in wanted if wanted else "page" not in words
    found = await ask_for_methods(
        context, caller, currency or settings.currency, wait_seconds, with_linked=with_linked
    )
    return None if found is None else offered_by(words, found.methods)


async def choice_for_retry(
    context: Context, caller: Caller, order_id: str, wanted: str
) -> PaymentChoice:
    """How a placed order is paid from now on. Raises `PaymentMethodIsNotOffered`,
    `PaymentMethodIsNotUsable`, also when nothing at all can be used."""
    order = await read_order(context, caller, order_id)
    wait_seconds = context.settings.placing_wait_seconds
    with_linked = ":" in wanted
    found = await ask_for_methods(
        context, caller, order.currency, wait_seconds, with_linked=with_linked
    )
    words = order.policy.payment_methods
    choice = choose_payment(
        wanted, None if found is None else offered_by(words, found.methods), words
    )
    if choice.request_because:
        raise PaymentMethodIsNotUsable(
            f"{choice.request_because}. Nothing was done; send the order as a request instead."
        )
    return choice


async def ask_for_methods(
    context: Context,
    caller: Caller,
    currency: str,
    wait_seconds: float,
    *,
    with_linked: bool = True,
) -> PaymentMethods | None:
    """None when payments does not answer in time. It is told to wait less for a gateway, so that a
    slow one leaves the others known."""
    gateway_seconds = min(max(wait_seconds * SHARE_FOR_GATEWAYS, 0.01), MOST_FOR_GATEWAYS_SECONDS)
    with contextlib.suppress(Problem, TimeoutError):
        async with asyncio.timeout(max(wait_seconds, 0)):
            payments = context.payments.as_actor(caller.actor)
            return await payments.payment_methods(
                caller.actor.id,
                currency=currency,
                linked=with_linked,
                linked_wait_seconds=gateway_seconds if with_linked else None,
            )
    return None


async def show_options(context: Context, caller: Caller, partner_id: int) -> CheckoutOptions:
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, partner_id)
    if not settings.ordering_enabled:
        return _none(settings, NO_ORDERING)
    if not settings.gateway_enabled:
        return _none(settings, NO_GATEWAY)
    found = await ask_for_methods(context, caller, settings.currency, OPTIONS_WAIT_SECONDS)
    if found is None:
        return _none(settings, UNKNOWN).model_copy(update={"upfront_possible": True})
    offered = offered_by(settings.payment_methods, found.methods)
    possible = any(method.usable for method in offered)
    return CheckoutOptions(
        ordering_enabled=True,
        upfront_possible=possible,
        currency=settings.currency,
        methods=offered,
        linked_at=_linked_at(settings, found),
        message=None if possible else NOTHING_USABLE.format(why=why_on_request(offered)),
    )


def _linked_at(settings: PartnerSettings, found: PaymentMethods) -> list[str]:
    """Where linking something gives a method that the partner offers."""
    words = settings.payment_methods
    return found.linked_at if "linked" in words else [n for n in found.linked_at if n in words]


def _none(settings: PartnerSettings, message: str) -> CheckoutOptions:
    return CheckoutOptions(
        ordering_enabled=settings.ordering_enabled,
        upfront_possible=False,
        currency=settings.currency,
        methods=[],
        message=message,
    )
