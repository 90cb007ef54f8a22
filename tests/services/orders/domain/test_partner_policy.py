"""What a partner's settings allow its customers, and which day they are quoted for."""

from datetime import UTC, date, datetime

import pytest

from contracts.orders import GatewayPaymentIsNotAccepted, PlaceOrder
from contracts.settings import OrderingIsDisabled, PartnerSettings
from services.orders.domain.partner_policy import (
    pricing_day,
    require_ordering,
    require_payment_accepted,
)

UPFRONT = PlaceOrder(quote_id="quo_1", pay="upfront")
ON_REQUEST = PlaceOrder(quote_id="quo_1", pay="on_request")


def test_nothing_is_ordered_while_ordering_is_switched_off() -> None:
    require_ordering(PartnerSettings(ordering_enabled=True))
    with pytest.raises(OrderingIsDisabled):
        require_ordering(PartnerSettings(ordering_enabled=False))


def test_without_a_gateway_only_requests_are_taken() -> None:
    without = PartnerSettings(gateway_enabled=False)
    require_payment_accepted(PartnerSettings(gateway_enabled=True), UPFRONT)
    require_payment_accepted(without, ON_REQUEST)
    with pytest.raises(GatewayPaymentIsNotAccepted):
        require_payment_accepted(without, UPFRONT)


def test_prices_are_for_a_start_on_the_partners_today() -> None:
    just_before_midnight = datetime(2023, 1, 31, 23, 30, tzinfo=UTC)
    vienna = PartnerSettings(time_zone="Europe/Vienna")
    day = pricing_day(vienna, just_before_midnight)
    assert (day.start_on, day.billing_day) == (date(2023, 2, 1), vienna.billing_day)
