"""Short-lived signed tokens that name the calling service and the acting user."""

import time
from collections.abc import Collection, Mapping

import jwt
from pydantic import SecretStr

from contracts.actors import Actor, ActorKind
from contracts.message import Message
from contracts.problems import TokenIsMissingOrInvalid

LIFETIME_SECONDS = 60
CLOCK_SKEW_SECONDS = 10
ALGORITHM = "HS256"
UNREADABLE = (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError, RecursionError)
"""What comes of a forger's token, endless numbers and deep nesting included."""


class Caller(Message):
    """Who calls: the service that signed, on behalf of the actor."""

    service: str
    actor: Actor


def sign(
    keys: dict[str, SecretStr], service: str, audience: str, actor: Actor, issued_at: float = 0
) -> str:
    """A token from `service` for `audience`, good for one minute."""
    kid, secret = next(iter(keys.items()))
    now = int(issued_at or time.time())
    claims = {
        "iss": service,
        "aud": audience,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "act": actor.model_dump(mode="json", exclude_none=True),
    }
    return jwt.encode(claims, secret.get_secret_value(), ALGORITHM, headers={"kid": kid})


def verify(
    keys: dict[str, SecretStr],
    audience: str,
    token: str,
    issuers: Mapping[str, Collection[ActorKind]],
) -> Caller:
    """The caller, or `TokenIsMissingOrInvalid` without a hint for a forger. `issuers` are the known
    ones, and as what kinds of actors each may act.

    A key holder who is careless is held to the same rules as we are: a minute at most, for this one
    service, from a caller that is known here.
    """
    try:
        kid = jwt.get_unverified_header(token).get("kid", "")
        claims = jwt.decode(
            token,
            keys[kid].get_secret_value(),
            [ALGORITHM],
            audience=audience,
            issuer=list(issuers),
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "act"], "strict_aud": True},
        )
        _refuse_long_lives(claims["iat"], claims["exp"])
        actor = Actor.model_validate(claims["act"])
        if actor.kind not in issuers[claims["iss"]]:
            raise ValueError("acts as somebody whom it may not act as")
        return Caller(service=claims["iss"], actor=actor)
    except UNREADABLE as error:
        raise TokenIsMissingOrInvalid("invalid") from error


def _refuse_long_lives(issued_at: object, expires_at: object) -> None:
    """Both are from one clock, so that no leeway is due between them."""
    if type(issued_at) is not int or type(expires_at) is not int:
        raise TypeError("times are whole seconds")
    if not 0 < expires_at - issued_at <= LIFETIME_SECONDS:
        raise ValueError("good for too long")
