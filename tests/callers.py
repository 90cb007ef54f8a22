"""Under which name an actor's calls are signed where a test plays people and processes at once."""

import httpx2 as httpx
from pydantic import SecretStr

from chassis.tokens import sign
from clients.http import HttpClient
from contracts.actors import Actor


def signed_for(keys: dict[str, SecretStr], audience: str, actor: Actor) -> str:
    """A token for the actor, of a caller that may act as it."""
    return sign(keys, "worker" if actor.kind == "system" else "portal", audience, actor)


class PortalAndWorker(HttpClient):
    """People come through the portal, a system as the worker."""

    def __init__(
        self, token_keys: dict[str, SecretStr], transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        super().__init__("portal", token_keys, transport)

    def token(self, audience: str, actor: Actor) -> str:
        return signed_for(self._keys, audience, actor)
