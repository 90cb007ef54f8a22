"""Parts of an amount. The one place where a fraction of money becomes minor units."""

from collections.abc import Sequence
from fractions import Fraction

from billing.money import round_half_up
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


def spread_minor(whole_minor: int, weights: Sequence[Fraction]) -> list[int]:
    """Split an amount by weights into parts that sum to it, each within a unit of its exact share.

    By largest remainder: every part is rounded down, and the units left over go to the parts that
    lost most, the earlier one first. Weights are not negative; without any weight all count alike.
    """
    if not weights:
        return []
    sum_of_weights = sum(weights, Fraction(0))
    if sum_of_weights == 0:
        return spread_minor(whole_minor, [Fraction(1)] * len(weights))
    exact = [whole_minor * weight / sum_of_weights for weight in weights]
    parts = [int(value) for value in exact]
    losses = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in losses[: whole_minor - sum(parts)]:
        parts[n] += 1
    return parts


def minus(left: Amount, right: Amount) -> Amount:
    """The difference, part by part; may be negative."""
    return Amount(
        net_minor=left.net_minor - right.net_minor,
        vat_minor=left.vat_minor - right.vat_minor,
        gross_minor=left.gross_minor - right.gross_minor,
    )
