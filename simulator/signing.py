"""Signs webhooks: `Turnup-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac

HEADER = "turnup-signature"


def sign_webhook(secret: str, body: bytes, at_seconds: int) -> str:
    """The header's value."""
    signed = b"%d." % at_seconds + body
    return f"t={at_seconds},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
