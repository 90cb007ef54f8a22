"""Identifiers: a short prefix that says what it names, then random characters."""

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """A unique id such as `ord_01k…`, a ULID: ids made later sort later (to the millisecond)."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return f"{prefix}_{_digits(number, 26)}"


def new_short_id(prefix: str) -> str:
    """A unique id of 16 random characters, for what is named in every order's history."""
    return f"{prefix}_{_digits(secrets.randbits(80), 16)}"


def _digits(number: int, count: int) -> str:
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(count)))
