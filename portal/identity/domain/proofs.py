"""What proves who somebody is, and for how long: links and codes by mail, hand-overs, passwords."""

import re
from datetime import timedelta

from contracts.portal import LEAST_PASSWORD

LINK_LASTS = timedelta(minutes=30)
INVITATION_LASTS = timedelta(days=3)
"""Whoever is invited did not ask just now."""
HAND_OVER_LASTS = timedelta(seconds=60)
CHOICE_LASTS = timedelta(minutes=10)
"""Between the proof of a mail address and the choice of the customer who signs in with it."""
FRESH_FOR = timedelta(minutes=15)
"""How long after a link one may set a password without the old one."""
CODE_DIGITS = 6
LONGEST_TOKEN = 200
TRIED_FIRST = re.compile(r"password|passwort|123456|qwert|azerty|letmein|willkommen|iloveyou")


def email_key(email: str) -> str:
    """The same for an address however it is written."""
    return email.strip().lower()


def code_of(secret: bytes) -> str:
    """Six digits that follow from a secret."""
    return f"{int.from_bytes(secret[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def token_of(named: str, secret: bytes) -> str:
    """What an address carries."""
    return f"{named}.{secret.hex()}"


def parts_of(token: str) -> tuple[str, bytes] | None:
    """The name and the secret of it, if it can be one."""
    match = re.fullmatch(r"([a-z0-9_]{1,60})\.([0-9a-f]{64})", token[:LONGEST_TOKEN])
    return (match[1], bytes.fromhex(match[2])) if match else None


def masked(email: str) -> str:
    """As its owner knows it, and nobody who finds the link."""
    local, _, host = email.rpartition("@")
    return f"{local[:1]}…@{host}"


def is_easy(password: str, *about: str) -> bool:
    """Whether it is tried early: it is common, of few characters, or about its owner."""
    said = password.lower()
    if len(set(said)) < LEAST_PASSWORD // 2 or TRIED_FIRST.search(said):
        return True
    words = {word for text in about for word in re.split(r"[\W_]+", text.lower())}
    return any(len(word) > 3 and word in said for word in words)
