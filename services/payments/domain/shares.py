"""Parts of a charged amount. The one place where a fraction of money becomes minor units."""

from collections.abc import Sequence
from fractions import Fraction

from chassis.money import ZERO, round_half_up
from contracts.message import Amount


def share_of(charged: Amount, fraction: Fraction, *, includes_vat: bool) -> Amount:
    """`fraction` of an amount, half up, with net + VAT = gross.

    A price without VAT rounds net and VAT; a price with VAT rounds gross and VAT. What the customer
    was quoted is thus rounded itself, and the third figure follows.
    """
    vat = round_half_up(charged.vat_minor * fraction)
    if includes_vat:
        gross = round_half_up(charged.gross_minor * fraction)
        return Amount(net_minor=gross - vat, vat_minor=vat, gross_minor=gross)
    net = round_half_up(charged.net_minor * fraction)
    return Amount(net_minor=net, vat_minor=vat, gross_minor=net + vat)


def spread(charged: Amount, weights: Sequence[Fraction], *, includes_vat: bool) -> list[Amount]:
    """Split an amount by weights so that the parts sum to it exactly.

    Each part is the difference of two cumulative shares, so a rounding never goes astray.
    """
    whole = sum(weights, Fraction(0))
    parts: list[Amount] = []
    before, reached = ZERO, Fraction(0)
    for weight in weights:
        reached += weight
        until = share_of(charged, reached / whole, includes_vat=includes_vat)
        parts.append(minus(until, before))
        before = until
    return parts


def minus(left: Amount, right: Amount) -> Amount:
    """The difference, part by part; may be negative."""
    return Amount(
        net_minor=left.net_minor - right.net_minor,
        vat_minor=left.vat_minor - right.vat_minor,
        gross_minor=left.gross_minor - right.gross_minor,
    )
