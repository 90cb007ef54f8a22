"""Asks payments what a customer can pay with, for a bounded time. Payments away is no refusal:
whatever is wanted is then taken on trust."""

import asyncio
import contextlib

from chassis.tokens import Caller
from contracts.methods import (
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
    kinds_of,
    offered_by,
)
from services.orders.settings import SHARE_FOR_GATEWAYS
from services.orders.use_cases.load_order import read_order
from wording.languages import spoken

MOST_FOR_GATEWAYS_SECONDS = 1.0


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
    offered = None if found is None else offered_by(words, found.methods)
    choice = choose_payment(wanted, offered, words, context.own_kinds)
    if choice.unusable is not None:
        raise PaymentMethodIsNotUsable("none", unusable=choice.unusable)
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
            payments = context.payments.as_actor(caller.actor).speaking(spoken())
            found = await payments.payment_methods(
                caller.actor.id,
                currency=currency,
                linked=with_linked,
                linked_wait_seconds=gateway_seconds if with_linked else None,
            )
            context.own_kinds.update(kinds_of(found.methods))
            return found
    return None
