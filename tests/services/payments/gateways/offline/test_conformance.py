"""Runs the conformance suite over bank transfers and cash, which need a database for their book."""

from collections.abc import AsyncIterator, Callable

import pytest

from tests.services.payments.gateways.conformance import *  # noqa: F403
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest
from tests.services.payments.gateways.offline.gateway_under_test import offline_under_test

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
async def gateway_under_test(
    new_database: Callable[[str], str],
) -> AsyncIterator[GatewayUnderTest]:
    async with offline_under_test(new_database) as under_test:
        yield under_test
