"""What is made of the token keys for signing in: seals, codes and secrets of links, each with a key
of its own. All keys open, the first one seals, so that they can be rotated."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr


class Keys:
    def __init__(self, token_keys: Mapping[str, SecretStr]) -> None:
        self._keys = [key.get_secret_value().encode() for key in token_keys.values()]
        self._fernet = MultiFernet([Fernet(urlsafe_b64encode(k)) for k in self._of("seal")])

    def seal(self, purpose: str, facts: Mapping[str, Any]) -> bytes:
        """Facts that only we can read, and that nobody can change, for one purpose."""
        return self._fernet.encrypt(json.dumps([purpose, facts]).encode())

    def open(self, purpose: str, sealed: bytes, within: timedelta) -> dict[str, Any] | None:
        """None for what is older, was sealed for something else or was never ours."""
        try:
            opened = self._fernet.decrypt(sealed, ttl=int(within.total_seconds()))
        except InvalidToken:
            return None
        told, facts = json.loads(opened)
        return dict(facts) if told == purpose else None

    def secret(self, purpose: str, named: str) -> bytes:
        """32 bytes that follow from a name for those who have the key: nothing needs to be kept."""
        return self._secrets(purpose, named)[0]

    def is_secret(self, purpose: str, named: str, given: bytes) -> bool:
        """Whether it was made so with any of the keys."""
        return any(hmac.compare_digest(made, given) for made in self._secrets(purpose, named))

    def _secrets(self, purpose: str, named: str) -> list[bytes]:
        return [hmac.digest(key, named.encode(), "sha256") for key in self._of(purpose)]

    def _of(self, purpose: str) -> list[bytes]:
        label = f"turnup/portal/{purpose}".encode()
        return [hmac.digest(key, label, hashlib.sha256) for key in self._keys]
