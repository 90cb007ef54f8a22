"""The one place that connects to Temporal: converter, namespace, TLS, identity."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio.client import Client, RPCTimeoutOrCancelledError
from temporalio.contrib.pydantic import PydanticPayloadConverter, ToJsonOptions
from temporalio.converter import DataConverter
from temporalio.service import RetryConfig, RPCError, RPCStatusCode

from chassis.settings import ProcessSettings
from contracts.problems import ServiceIsUnavailable


class CompactPydanticConverter(PydanticPayloadConverter):
    """Carries dates, decimals and our messages, leaving out fields that were not set."""

    def __init__(self) -> None:
        super().__init__(ToJsonOptions(exclude_unset=True))


CONNECT_TIMEOUT = timedelta(seconds=2)
RPC_TIMEOUT = timedelta(seconds=5)
# One quick retry only: callers have an outbox or a retry policy of their own to fall back on.
RETRIES = RetryConfig(initial_interval_millis=50, max_elapsed_time_millis=400, max_retries=1)
# Only what was given goes into a payload: defaults cost history in every order.
DATA_CONVERTER = DataConverter(payload_converter_class=CompactPydanticConverter)
AWAY = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.INTERNAL,
        RPCStatusCode.UNKNOWN,
        RPCStatusCode.ABORTED,
        # A rotated key or certificate: for operators to repair, and no fault of the message.
        RPCStatusCode.PERMISSION_DENIED,
        RPCStatusCode.UNAUTHENTICATED,
    }
)


async def connect(settings: ProcessSettings, process: str, *, lazy: bool = False) -> Client:
    """A client for the settings' namespace. `lazy` connects at the first call, so that a service
    starts while Temporal is away. The identity is short, as it is part of most history events:
    `w4711` is the worker with this pid."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        data_converter=DATA_CONVERTER,
        tls=settings.temporal_tls,
        api_key=(key.get_secret_value() if (key := settings.temporal_api_key) else None),
        retry_config=RETRIES,
        connect_timeout=CONNECT_TIMEOUT,
        identity=f"{process[0]}{os.getpid()}",
        lazy=lazy,
    )


@asynccontextmanager
async def away_means_unavailable() -> AsyncIterator[None]:
    """Turn every sign of an absent Temporal into `ServiceIsUnavailable`."""
    try:
        yield
    except RPCError as error:
        if error.status in AWAY:
            raise _unavailable(str(error)) from error
        raise
    except (TimeoutError, RuntimeError, OSError, RPCTimeoutOrCancelledError) as error:
        # The SDK raises RuntimeError when a lazy client cannot connect, and an error of its own
        # where a time limit cancels the wait for an update.
        raise _unavailable(str(error) or type(error).__name__) from error


def _unavailable(reason: str) -> ServiceIsUnavailable:
    return ServiceIsUnavailable("temporal_away", error=reason[:200])
