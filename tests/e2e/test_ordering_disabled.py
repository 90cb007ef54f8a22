"""Ordering is switched off while the catalog is away: orders refuses at once, and the catalog once
it is back, though orders was killed in between. What was ordered before goes on."""

from datetime import UTC, datetime

import pytest

from contracts.orders import PlaceOrder
from contracts.problems import ServiceIsUnavailable
from contracts.settings import ChangePartnerSettings, OrderingIsDisabled
from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.placing import quote_at_once
from scenarios.system import System
from tests.e2e.stack_under_test import StackUnderTest
from tests.patience import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]
CLOSING = 4
"""A partner of this test's own."""


async def test_the_catalog_follows_what_it_did_not_hear(
    stack: StackUnderTest, system: System
) -> None:
    fibre, staff = system.offerings.fibre, system.people.operator.orders
    journey = await Journey.at_once(system, fibre, partner=CLOSING, pay=False)
    services = journey.customer.services
    left = await quote_at_once(system, journey.customer, fibre)
    off = ChangePartnerSettings(ordering_enabled=False)
    command = PlaceOrder(quote_id=left, pay="on_request")
    async with stack.kept_away("catalog"):
        await staff.change_settings(str(CLOSING), off)
        with pytest.raises(OrderingIsDisabled) as refused:
            await services.orders.place_order(command, key=new_key())
        await stack.kill("orders")

    async def words_of_the_catalog() -> str | None:
        try:
            await services.catalog.offerings(limit=1)
        except OrderingIsDisabled as answer:
            return answer.detail
        except ServiceIsUnavailable:
            return None
        return None

    assert await eventually(words_of_the_catalog, 60) == refused.value.detail
    await journey.approve(datetime.now(UTC).date())
    await journey.ends("completed")
