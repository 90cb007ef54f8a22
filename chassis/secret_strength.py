"""Whether somebody who tries can find a secret: one that is short, has few different characters, or
stands in our own files. Judges only secrets that an installation makes itself."""

from collections.abc import Iterable
from ipaddress import ip_address
from itertools import pairwise

LEAST_CHARACTERS = 32
LEAST_DIFFERENT_CHARACTERS = 8
MARK_OF_PUBLIC_ONES = "notasecret"
"""Every default and example of ours holds it, in one spelling or another."""
HOW_TO_MAKE_ONE = (
    f"a random secret of {LEAST_CHARACTERS} characters or more, and no public default of ours;"
    " make one with: openssl rand -hex 32"
)


def can_be_tried(profile: str, host: str) -> bool:
    """Whether others can reach what listens on `host`, or do business with it."""
    return profile == "production" or not _is_this_machine(host)


def refuse_weak(secrets: Iterable[tuple[str, str]]) -> None:
    """Of the secrets by the names of their variables; none is quoted. Raises `ValueError`."""
    weak = {name for name, secret in secrets if is_weak(secret)}
    if weak:
        raise ValueError(
            f"{', '.join(sorted(weak))}: in production, and wherever TURNUP_HOST lets other"
            f" machines in, each must be {HOW_TO_MAKE_ONE}"
        )


def is_weak(secret: str) -> bool:
    letters = "".join(character for character in secret.lower() if character.isalnum())
    return (
        len(secret) < LEAST_CHARACTERS
        or len(set(secret)) < LEAST_DIFFERENT_CHARACTERS
        or MARK_OF_PUBLIC_ONES in letters
        or secret in (secret + secret)[1:-1]  # a shorter one, again and again
        or _steps(secret) * 2 > len(secret)
    )


def _steps(secret: str) -> int:
    """How often a character stays or goes on to its neighbour, as in `aaab` and `cde321`."""
    return sum(abs(ord(left) - ord(right)) <= 1 for left, right in pairwise(secret))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
