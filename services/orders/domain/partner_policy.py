"""What a partner's settings mean for the orders of its customers."""

from datetime import datetime

from billing.days import local_date
from contracts.catalog import PricingDay
from contracts.orders import GatewayPaymentIsNotAccepted, OrderPolicy, PlaceOrder
from contracts.settings import OrderingIsDisabled, PartnerSettings


def require_ordering(settings: PartnerSettings) -> None:
    """Raises `OrderingIsDisabled`."""
    if not settings.ordering_enabled:
        raise OrderingIsDisabled


def require_payment_accepted(settings: PartnerSettings, command: PlaceOrder) -> None:
    """Raises `GatewayPaymentIsNotAccepted` for an order to be paid upfront."""
    if command.pay == "upfront" and not settings.gateway_enabled:
        raise GatewayPaymentIsNotAccepted


def policy_of(settings: PartnerSettings, version: int) -> OrderPolicy:
    """What an order keeps of the settings it was placed under, which are this version."""
    return OrderPolicy(settings_version=version, **settings.model_dump())


def pricing_day(settings: PartnerSettings, now: datetime) -> PricingDay:
    """A start on the partner's today: what an order that is paid at once will be charged for."""
    today = local_date(now, settings.time_zone)
    return PricingDay(start_on=today, billing_day=settings.billing_day)
