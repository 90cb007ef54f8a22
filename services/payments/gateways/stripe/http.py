"""The way to Stripe: the official client over one keep-alive connection pool, and what its errors
mean for a payment."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2 as httpx
import stripe

from clients.answers import answer_to
from contracts.payments import GatewayIsUnavailable, PaymentIsNotThere
from services.payments.gateways.http import LIMITS, TIMEOUT, Transport

API_VERSION = "2026-10-28.endive"
"""What this adapter was written against, whatever the account's or the package's default is."""
ID = re.compile(r"\w{1,200}", re.ASCII)


class Httpx2Client(stripe.HTTPClient):
    """Lets Stripe's client send its requests with the HTTP library of the whole system."""

    name = "httpx2"

    def __init__(self, transport: Transport | None) -> None:
        super().__init__()
        self._http = httpx.AsyncClient(
            timeout=TIMEOUT, limits=LIMITS, trust_env=False, transport=transport
        )

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: str | None = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        try:
            answer = await answer_to(
                self._http, method, url, headers=dict(headers), content=post_data
            )
        except httpx.HTTPError as error:
            unanswered = type(error).__name__
            raise stripe.APIConnectionError(unanswered) from error  # type: ignore[no-untyped-call]
        return answer.content, answer.status_code, answer.headers

    async def close_async(self) -> None:
        await self._http.aclose()


@dataclass(frozen=True)
class Connection:
    """Stripe's client, and what has to be closed after it."""

    client: stripe.StripeClient
    http: Httpx2Client

    @property
    def api(self) -> "stripe.V1Services":
        return self.client.v1


def connect(api_key: str, api_base: str, transport: Transport | None) -> Connection:
    # Otherwise each request carries facts about this machine, and a file is written for them.
    stripe.enable_telemetry = False
    http = Httpx2Client(transport)
    client = stripe.StripeClient(
        api_key,
        http_client=http,
        stripe_version=API_VERSION,
        base_addresses={"api": api_base},
        # Whoever calls retries with the same key, and knows for how long.
        max_network_retries=0,
    )
    return Connection(client, http)


@contextmanager
def answering() -> Iterator[None]:
    """Whatever Stripe does not answer properly is unknown. A caller takes the refusals that mean
    something to it before they come here."""
    try:
        yield
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise GatewayIsUnavailable("refuses_key") from error
    except stripe.RateLimitError as error:
        raise GatewayIsUnavailable("too_many_requests") from error
    except stripe.StripeError as error:
        status = f"HTTP {error.http_status}" if error.http_status else type(error).__name__
        raise GatewayIsUnavailable("no_answer", error=status) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GatewayIsUnavailable("strange_answer", error=type(error).__name__) from error


def require_id(given: str) -> str:
    """What is not even written as an id of Stripe's has no place in a path. Raises
    `PaymentIsNotThere`."""
    if not ID.fullmatch(given):
        raise PaymentIsNotThere("no_such_id", gateway="stripe")
    return given


def is_missing(error: stripe.InvalidRequestError) -> bool:
    """Whether Stripe says that the thing asked for does not exist."""
    return error.code == "resource_missing"


def is_stored_failure(error: stripe.StripeError) -> bool:
    """Whether this failure is what Stripe will answer to the key from now on: it stores the outcome
    of a request, also a 500, and repeats it."""
    replayed = (error.headers or {}).get("idempotent-replayed")
    return replayed == "true" and (error.http_status or 0) >= 500
