"""Stripe's adapter with a local server behind it, afresh for each test of its own."""

from collections.abc import AsyncIterator

import pytest

from tests.services.payments.gateways.stripe.gateway_under_test import (
    StripeUnderTest,
    stripe_under_test,
)

pytest.register_assert_rewrite(
    *(
        f"tests.services.payments.gateways.conformance_of_{part}"
        for part in ("books", "faults", "methods", "payments", "refunds", "webhooks")
    )
)


@pytest.fixture
async def stripes() -> AsyncIterator[StripeUnderTest]:
    async with stripe_under_test() as under_test:
        yield under_test
