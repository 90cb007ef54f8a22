"""Short-lived signed tokens that name the calling service and the acting user."""

import time

import jwt
from pydantic import SecretStr, ValidationError

from contracts.actors import Actor
from contracts.message import Message
from contracts.problems import TokenIsMissingOrInvalid

LIFETIME_SECONDS = 60
CLOCK_SKEW_SECONDS = 10
ALGORITHM = "HS256"


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


def verify(keys: dict[str, SecretStr], audience: str, token: str) -> Caller:
    """The caller, or `TokenIsMissingOrInvalid` without a hint for a forger."""
    try:
        kid = jwt.get_unverified_header(token).get("kid", "")
        claims = jwt.decode(
            token,
            keys[kid].get_secret_value(),
            [ALGORITHM],
            audience=audience,
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "act"]},
        )
        return Caller(service=claims["iss"], actor=Actor.model_validate(claims["act"]))
    except (jwt.PyJWTError, KeyError, ValidationError, TypeError) as error:
        raise TokenIsMissingOrInvalid(
            "The bearer token is expired, malformed or not for this service. Nothing was done;"
            " sign a new one and send it as Authorization: Bearer …"
        ) from error
