"""Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), and what stands in for
a lost one."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

STEP_SECONDS = 30
DRIFT = 1
"""Steps that a clock may be ahead or behind."""
DIGITS = 6
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
SECOND_STEP_LASTS = timedelta(minutes=5)
"""Between the password and the code."""


def code_at(secret: bytes, step: int) -> str:
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: bytes, code: str, now: datetime) -> int | None:
    """The step whose code it is; None for one of another time, or none at all."""
    given = "".join(code.split()).encode()
    present = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), given):
            found = step
    return found


def key_of(secret: bytes) -> str:
    """As an app takes it by hand, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def recovery_code_of(random: bytes) -> str:
    text = base64.b32encode(random).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def recovery_digest(code: str) -> bytes:
    """Of one that has 80 random bits, and so cannot be guessed from it."""
    plain = "".join(one for one in code.lower() if one.isalnum())
    return hashlib.sha256(plain.encode()).digest()
