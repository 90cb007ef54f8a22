"""Runs the conformance suite over bank transfers and cash, which need a database for their book."""

from collections.abc import AsyncIterator, Callable

import pytest

from tests.services.payments.gateways.bench import GatewayUnderTest
from tests.services.payments.gateways.conformance import *  # noqa: F403
from tests.services.payments.gateways.offline.bench import offline_under_test

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
async def gateway_under_test(
    new_database: Callable[[str], str],
) -> AsyncIterator[GatewayUnderTest]:
    async with offline_under_test(new_database) as bench:
        yield bench
