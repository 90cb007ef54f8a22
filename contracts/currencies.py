"""How many decimals an amount shows, by ISO 4217. A locale's habits do not change it."""

_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_MINOR_DIGITS = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}


def minor_digits(currency: str) -> int:
    """EUR 2, JPY 0, KWD 3."""
    return _MINOR_DIGITS.get(currency, 2)
