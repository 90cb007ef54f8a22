"""Integer money: one rounding rule and the split of a charge into net and VAT. Pure; no floats."""

from fractions import Fraction

from contracts.catalog import Price
from contracts.message import Amount

ZERO = Amount(net_minor=0, vat_minor=0, gross_minor=0)


def round_half_up(value: Fraction) -> int:
    """The nearest integer; a half goes away from zero, so that a credit mirrors its charge."""
    doubled = abs(value) * 2 + 1
    magnitude = doubled.numerator // (doubled.denominator * 2)
    return magnitude if value >= 0 else -magnitude


def charge(listed_minor: int, price: Price) -> Amount:
    """A listed amount (already times the quantity) as net, VAT and gross under the price's rule."""
    rate = Fraction(price.vat_basis_points, 10_000)
    if price.includes_vat:
        vat = round_half_up(listed_minor * rate / (1 + rate))
        return Amount(net_minor=listed_minor - vat, vat_minor=vat, gross_minor=listed_minor)
    vat = round_half_up(listed_minor * rate)
    return Amount(net_minor=listed_minor, vat_minor=vat, gross_minor=listed_minor + vat)


def total(amounts: list[Amount]) -> Amount:
    """The sum, part by part."""
    return Amount(
        net_minor=sum(a.net_minor for a in amounts),
        vat_minor=sum(a.vat_minor for a in amounts),
        gross_minor=sum(a.gross_minor for a in amounts),
    )
