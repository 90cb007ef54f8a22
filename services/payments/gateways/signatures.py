"""Verifies webhooks that are signed as `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac
from collections.abc import Iterable

from contracts.payments import WebhookIsForged

TOLERANCE_SECONDS = 5 * 60
LONGEST_HEADER = 2_000


def verify_webhook(secrets: Iterable[str], header: str, body: bytes, now_seconds: int) -> None:
    """Refuse what none of the secrets signed, or what was signed more than five minutes off now.

    The comparison takes the same time wherever the first wrong character is.
    """
    at_seconds, given = _parse(header)
    right = [_digest(secret, body, at_seconds).encode() for secret in secrets]
    matches = [hmac.compare_digest(one, other.encode()) for one in right for other in given]
    if not any(matches):
        raise WebhookIsForged("other_signature")
    if abs(now_seconds - at_seconds) > TOLERANCE_SECONDS:
        raise WebhookIsForged("other_time", most_seconds=TOLERANCE_SECONDS)


def _digest(secret: str, body: bytes, at_seconds: int) -> str:
    return hmac.new(secret.encode(), b"%d." % at_seconds + body, hashlib.sha256).hexdigest()


def _parse(header: str) -> tuple[int, list[str]]:
    parts = [part.partition("=") for part in header[:LONGEST_HEADER].split(",")]
    times = [value.strip() for name, _, value in parts if name.strip() == "t"]
    given = [value.strip() for name, _, value in parts if name.strip() == "v1"]
    if len(times) != 1 or not given or not (times[0].isascii() and times[0].isdigit()):
        raise WebhookIsForged("no_signature")
    return int(times[0][:15]), given
