"""What a use case is handed, under one name and in one shape: each service's `Context` is one of
these with what only that service needs, such as its gateways or a client."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import Request

from chassis.database import Database
from chassis.inline_delivery import InlineDelivery
from chassis.outbox import Outbox

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class ServiceContext:
    """For one process; made once by `build_app`."""

    database: Database
    now: Clock = utc_now


@dataclass(frozen=True, kw_only=True)
class SendingContext(ServiceContext):
    """Of a service that tells others of what it did."""

    outbox: Outbox
    inline: InlineDelivery
    """Of messages that have just been committed."""


async def context_of(request: Request) -> Any:
    """As a dependency of routers, each of which annotates it as its service's `Context`."""
    return request.app.state.context
