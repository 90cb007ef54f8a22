"""Amounts as Stripe writes them: its documented exceptions from two decimals, and no rounding."""

import pytest

from contracts.payments import GatewayRefusesPayment
from services.payments.gateways.stripe.amounts import from_stripe, to_stripe

EXACT = [
    ("EUR", 3_100, 3_100),
    ("JPY", 3_000, 3_000),
    ("KWD", 5_120, 5_120),
    # ISO 4217 knows no fractions of these two; Stripe wants them with two decimals that are 00.
    ("ISK", 500, 50_000),
    ("UGX", 5, 500),
    # ISO 4217 knows two decimals of this one, and Stripe none.
    ("MGA", 50_000, 500),
    # Whole units are wanted for payouts only.
    ("HUF", 1_045, 1_045),
    ("TWD", 80_045, 80_045),
]


@pytest.mark.parametrize(("currency", "amount_minor", "stripes"), EXACT)
def test_writes_and_reads_amounts_in_stripes_units(
    currency: str, amount_minor: int, stripes: int
) -> None:
    assert to_stripe(amount_minor, currency) == stripes
    assert from_stripe(stripes, currency.lower()) == amount_minor


@pytest.mark.parametrize(
    ("currency", "amount_minor"),
    [("KWD", 5_124), ("TND", 1), ("MGA", 50_050), ("IQD", 1_000), ("LYD", 1_000), ("CLF", 10_000)],
)
def test_refuses_what_stripe_cannot_charge_exactly(currency: str, amount_minor: int) -> None:
    with pytest.raises(GatewayRefusesPayment):
        to_stripe(amount_minor, currency)


def test_does_not_round_what_stripe_says() -> None:
    with pytest.raises(ValueError, match="150"):
        from_stripe(150, "isk")
