"""Show what a customer's checkout can offer before anything is ordered."""

from chassis.tokens import Caller
from contracts.methods import CheckoutOptions, PaymentMethods
from contracts.said import Said, said
from contracts.settings import PartnerSettings
from services.orders.context import Context
from services.orders.domain.payment_methods import offered_by, why_unusable
from services.orders.domain.terms import terms_of
from services.orders.repository.settings import read_settings
from services.orders.use_cases.offer_payment_methods import ask_for_methods
from wording.telling import tell

OPTIONS_WAIT_SECONDS = 2.0
"""How long a page waits that only shows them."""


async def show_checkout_options(
    context: Context, caller: Caller, partner_id: int
) -> CheckoutOptions:
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, partner_id)
    if not settings.ordering_enabled:
        return _without_methods(caller, settings, said("checkout.no_ordering"))
    if not settings.gateway_enabled:
        return _without_methods(caller, settings, said("checkout.no_gateway"))
    found = await ask_for_methods(context, caller, settings.currency, OPTIONS_WAIT_SECONDS)
    if found is None:
        return _without_methods(caller, settings, said("checkout.unknown"), upfront_possible=True)
    offered = offered_by(settings.payment_methods, found.methods)
    possible = any(method.usable for method in offered)
    why = None if possible else said("checkout.nothing_usable", unusable=why_unusable(offered))
    return CheckoutOptions(
        ordering_enabled=True,
        upfront_possible=possible,
        currency=settings.currency,
        methods=offered,
        linked_at=_linked_at(settings, found),
        message=tell(why, caller.actor) if why else None,
        terms_version=terms_of(settings).version,
    )


def _linked_at(settings: PartnerSettings, found: PaymentMethods) -> list[str]:
    """Where linking something gives a method that the partner offers."""
    words = settings.payment_methods
    return found.linked_at if "linked" in words else [n for n in found.linked_at if n in words]


def _without_methods(
    caller: Caller, settings: PartnerSettings, why: Said, *, upfront_possible: bool = False
) -> CheckoutOptions:
    return CheckoutOptions(
        ordering_enabled=settings.ordering_enabled,
        upfront_possible=upfront_possible,
        currency=settings.currency,
        methods=[],
        message=tell(why, caller.actor),
        terms_version=terms_of(settings).version,
    )
