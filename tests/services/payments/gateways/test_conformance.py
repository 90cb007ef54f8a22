"""Runs the conformance suite over the gateways that come with this system."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.services.payments.gateways.conformance import *  # noqa: F403
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest
from tests.services.payments.gateways.simulator.gateway_under_test import simulator_under_test
from tests.services.payments.gateways.stripe.gateway_under_test import stripe_under_test

# Each gateway that comes with this system is registered here.
GATEWAYS: dict[str, Callable[[], AbstractAsyncContextManager[GatewayUnderTest]]] = {
    "simulator": simulator_under_test,
    "stripe": stripe_under_test,
}


@pytest.fixture(scope="module", params=GATEWAYS)
async def gateway_under_test(request: pytest.FixtureRequest) -> AsyncIterator[GatewayUnderTest]:
    async with GATEWAYS[request.param]() as under_test:
        yield under_test
