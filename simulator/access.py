"""Lets in merchants who know the API key, and nobody else. Pages for customers stay open."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from simulator.problems import MerchantIsNotKnown

Guard = Callable[..., Awaitable[None]]

_BEARER = HTTPBearer(auto_error=False, description="`TURNUP_GATEWAY_API_KEY`")


def merchant_guard(api_key: SecretStr) -> Guard:
    """A dependency; the comparison takes the same time wherever the first wrong character is."""

    async def check(
        given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> None:
        if given is None or not is_key(api_key, given.credentials):
            raise MerchantIsNotKnown(
                "The API key is missing or wrong. Nothing was done; send TURNUP_GATEWAY_API_KEY as"
                " Authorization: Bearer …"
            )

    return check


def is_key(api_key: SecretStr, given: str) -> bool:
    return secrets.compare_digest(given.strip().encode(), api_key.get_secret_value().encode())
