"""What the portal signs for its own later reading: form tokens and messages for the next page."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pydantic import SecretStr

MESSAGE_SECONDS = 300
MASK_BYTES = 16


class Signer:
    """Signs with the first of the process's keys and accepts all, so that keys can be rotated."""

    def __init__(self, keys: Sequence[SecretStr]) -> None:
        given = [key.get_secret_value().encode() for key in keys]
        self._keys = [hashlib.sha256(b"portal/forms\0" + key).digest() for key in given]
        oldest_first = [hashlib.sha256(b"portal/flash\0" + key).digest() for key in given][::-1]
        self._serializer = URLSafeTimedSerializer(oldest_first, salt="flash")

    def form_token(self, cookie: str) -> str:
        """For forms of whoever has this cookie. Different each time, as pages are compressed and
        their length would else tell of it."""
        mask = secrets.token_bytes(MASK_BYTES)
        mac = _mac(self._keys[0], cookie)
        return base64.urlsafe_b64encode(mask + _masked(mac, mask)).decode()

    def is_form_token(self, token: str, cookie: str) -> bool:
        try:
            given = base64.urlsafe_b64decode(token.encode("ascii"))
        except ValueError:
            return False
        mask, mac = given[:MASK_BYTES], given[MASK_BYTES:]
        if len(mac) != MASK_BYTES:
            return False
        unmasked = _masked(mac, mask)
        return any(hmac.compare_digest(unmasked, _mac(key, cookie)) for key in self._keys)

    def sign(self, what: Any) -> str:
        """What JSON can hold, for a few minutes."""
        return str(self._serializer.dumps(what))

    def read(self, signed: str) -> Any:
        """What was signed; None for what is too old, or not ours."""
        try:
            return self._serializer.loads(signed, max_age=MESSAGE_SECONDS)
        except BadSignature:
            return None


def _mac(key: bytes, cookie: str) -> bytes:
    return hmac.digest(key, cookie.encode(), "sha256")[:MASK_BYTES]


def _masked(text: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, mask, strict=True))
