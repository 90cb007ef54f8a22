"""Lists what a customer can pay with, and leads to the page that links something new. A gateway
that is away makes its own linked methods unusable, nothing else."""

import asyncio
from collections.abc import Sequence

import structlog

from contracts.actors import Actor
from contracts.methods import (
    LinkMethod,
    LinkPage,
    NoMethodCanBeLinked,
    PaymentMethods,
    PaymentMethodView,
)
from contracts.payments import GatewayIsUnavailable
from services.payments.context import Context
from services.payments.gateways.port import Gateway
from services.payments.views.methods import linked_method, own_method, unknown_methods

LINKED_WAIT_SECONDS = 1.0
"""At most; who cannot wait so long says so, and still hears which methods need no gateway."""

LOG = structlog.get_logger()


async def list_methods(
    context: Context,
    viewer: Actor,
    payer: str,
    currency: str | None,
    linked_wait_seconds: float,
) -> PaymentMethods:
    """Without time to wait no gateway is asked; what depends on one is then left out."""
    linking = [gateway for gateway in context.gateways if gateway.capabilities.links_methods]
    asked = linking if linked_wait_seconds else []
    linked = await asyncio.gather(
        *(_linked(one, viewer, payer, currency, linked_wait_seconds) for one in asked)
    )
    by_gateway = {one.name: found for one, found in zip(asked, linked, strict=True)}
    methods: list[PaymentMethodView] = []
    for gateway in context.gateways:
        methods.append(own_method(gateway, viewer, currency))
        methods += by_gateway.get(gateway.name, [])
    return PaymentMethods(methods=methods, linked_at=[gateway.name for gateway in linking])


async def page_to_link(context: Context, payer: str, wanted: LinkMethod) -> LinkPage:
    """Raises `NoMethodCanBeLinked`, and `GatewayIsUnavailable` (try again)."""
    for gateway in context.gateways:
        if gateway.capabilities.links_methods and wanted.gateway in (None, gateway.name):
            url = await gateway.link_page(payer, wanted.return_url)
            return LinkPage(gateway=gateway.name, page_url=url)
    raise NoMethodCanBeLinked(gateway=wanted.gateway)


async def _linked(
    gateway: Gateway, viewer: Actor, payer: str, currency: str | None, wait_seconds: float
) -> Sequence[PaymentMethodView]:
    try:
        async with asyncio.timeout(wait_seconds):
            found = await gateway.linked_methods(payer)
    except (GatewayIsUnavailable, TimeoutError) as error:
        LOG.warning("linked_methods_unknown", gateway=gateway.name, error=type(error).__name__)
        return [unknown_methods(gateway.name, viewer)]
    return [linked_method(gateway, viewer, method, currency) for method in found]
