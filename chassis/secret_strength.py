"""Whether somebody who tries can find a secret: one that is short, has few different characters, is
typed rather than drawn, or stands in our own files. Judges only secrets that an installation makes
itself."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from itertools import pairwise
from string import hexdigits

LEAST_CHARACTERS = 32
LEAST_DIFFERENT_CHARACTERS = 12
LEAST_DIFFERENT_DIGITS = 8
"""Of hexadecimal ones, which are only 16: of 10⁷ random secrets of 32 not one has fewer. Fewer than
12 has every sixtieth."""
LEAST_BESIDE_WORDS = 20
MARK_OF_PUBLIC_ONES = "notasecret"
"""Every default and example of ours holds it, in one spelling or another."""
HOW_TO_MAKE_ONE = (
    f"a random secret of {LEAST_CHARACTERS} characters or more, and no public default of ours;"
    " make one with: openssl rand -hex 32"
)
_TRIED_FIRST = re.compile(
    "passwor[dt]|secret|change|qwert|azerty|letmein|welcome|admin|turnup|portal|example|default"
    "|token|letters|super|local|develop|production|testing|postgres|webhook|correct|horse|battery"
    "|staple|openssl"
)
"""Words of five letters and more, as shorter ones come about by chance."""
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop")
_BESIDE_EACH_OTHER = {frozenset(pair) for row in _ROWS for pair in pairwise(row)}


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
        or MARK_OF_PUBLIC_ONES in letters
        or len(set(secret)) < _least_different(secret.lower())
        or len(_TRIED_FIRST.sub("", secret.lower())) < LEAST_BESIDE_WORDS
        or _period(secret) * 3 <= len(secret) * 2
        or _steps(secret.lower()) * 2 > len(secret)
    )


def _least_different(secret: str) -> int:
    are_digits = set(secret) <= {*hexdigits, "-"}
    return LEAST_DIFFERENT_DIGITS if are_digits else LEAST_DIFFERENT_CHARACTERS


def _period(secret: str) -> int:
    """After how many characters it begins again, be it that its end is cut off."""
    # How long an end of what is read so far is its beginning too: Knuth, Morris and Pratt.
    ends = [0]
    for character in secret[1:]:
        length = ends[-1]
        while length and secret[length] != character:
            length = ends[length - 1]
        ends.append(length + (secret[length] == character))
    return len(secret) - ends[-1]


def _steps(secret: str) -> int:
    """How often a character stays or goes on to its neighbour in the alphabet or on a keyboard, as
    in `aaab`, `cde321` and `qwerty`."""
    return sum(
        abs(ord(left) - ord(right)) <= 1 or frozenset((left, right)) in _BESIDE_EACH_OTHER
        for left, right in pairwise(secret)
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
