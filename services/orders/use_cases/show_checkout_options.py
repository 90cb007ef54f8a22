"""Show what a customer's checkout can offer before anything is ordered."""

from chassis.tokens import Caller
from contracts.methods import CheckoutOptions, PaymentMethods
from contracts.settings import PartnerSettings
from services.orders.context import Context
from services.orders.domain.payment_methods import offered_by, why_on_request
from services.orders.repository.settings import read_settings
from services.orders.use_cases.offer_payment_methods import ask_for_methods

OPTIONS_WAIT_SECONDS = 2.0
"""How long a page waits that only shows them."""

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


async def show_checkout_options(
    context: Context, caller: Caller, partner_id: int
) -> CheckoutOptions:
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
