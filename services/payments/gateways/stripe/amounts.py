"""Amounts as Stripe writes them. Its minor units differ from ISO 4217 for some currencies; what it
cannot express exactly is refused, never rounded."""

from contracts.currencies import minor_digits
from contracts.payments import GatewayRefusesPayment

_DIGITS = {
    0: "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF",
    3: "BHD JOD KWD OMR TND",
}
_STRIPE_DIGITS = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}

_STEPS = {"ISK": 100, "UGX": 100} | dict.fromkeys(_DIGITS[3].split(), 10)
"""No fractions of the first two although they are written with two decimals; the last of three
decimals has to be 0."""

_UNKNOWN = frozenset(["CLF", "IQD", "LYD", "UYI", "UYW"])
"""Not of two decimals by ISO 4217, and not among Stripe's exceptions: how to write them is said
nowhere."""


def to_stripe(amount_minor: int, currency: str) -> int:
    """Raises `GatewayRefusesPayment`."""
    if currency in _UNKNOWN:
        raise GatewayRefusesPayment("currency", currency=currency)
    scaled, rest = _rescale(amount_minor, minor_digits(currency), _digits(currency))
    if rest or scaled % _STEPS.get(currency, 1):
        raise GatewayRefusesPayment("inexact", amount_minor=amount_minor, currency=currency)
    return scaled


def from_stripe(amount: int, currency: str) -> int:
    """In our minor units; `currency` as Stripe writes it. Raises `ValueError` for what we could not
    have asked for."""
    code = currency.upper()
    amount_minor, rest = _rescale(amount, _digits(code), minor_digits(code))
    if rest:
        raise ValueError(f"{amount} is not a whole number of minor units of {code}")
    return amount_minor


def _digits(currency: str) -> int:
    return _STRIPE_DIGITS.get(currency, 2)


def _rescale(amount: int, digits: int, wanted_digits: int) -> tuple[int, int]:
    """The amount with other decimals, and what is lost by that."""
    up: int = 10 ** max(wanted_digits - digits, 0)
    down: int = 10 ** max(digits - wanted_digits, 0)
    return divmod(amount * up, down)
