"""What a customer reads while a service is away, killed in the middle, and once it is back; and an
open page that outlives the portal."""

import pytest
from playwright.async_api import expect

from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.stories import a_paid_order
from scenarios.system import System
from tests.e2e.portal.cart import puts, settles
from tests.e2e.portal.customer import DESK, PHONE, Windows
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
MISSING = {
    "catalog": {"/order": "The products"},
    "orders": {"/": "Your services and orders", "/profile": "Your data"},
    "payments": {"/": "Your balance and what is unpaid", "/orders/{id}": "Invoices and credit"},
    "notifications": {"/": "Your messages"},
}
"""What each page says that it cannot show while a service is away."""


@pytest.fixture(scope="module")
async def journey(system: System) -> Journey:
    return await a_paid_order(system)


@pytest.mark.parametrize("service", MISSING)
async def test_the_rest_of_the_page_is_there_while_a_service_is_killed_and_all_of_it_after(
    service: str, journey: Journey, stack: StackUnderTest, windows: Windows
) -> None:
    portal = await windows.at(DESK, journey.customer)
    away = portal.page.get_by_role("status").filter(has_text="cannot be shown at the moment")
    whole = {path.format(id=journey.id): what for path, what in MISSING[service].items()}
    async with stack.kept_away(service):
        for path, what in whole.items():
            assert await portal.goto(path) == 200
            await expect(away.filter(has_text=what)).to_be_visible()
            await expect(portal.page.get_by_role("heading", level=1)).to_be_visible()
            await expect(portal.link("Tickets").first).to_be_visible()
    await stack.is_whole()
    for path in whole:
        assert await portal.goto(path) == 200
        await expect(away).to_have_count(0)


async def test_s12_an_open_result_goes_on_after_the_portal_was_killed(
    stack: StackUnderTest, system: System, windows: Windows
) -> None:
    customer = await system.people.customer("Paula", EAST)
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(PHONE, customer, "/checkout")
    await portal.order_button.click()
    checkout_id = await portal.pay("is pending for three days, then pays")
    await portal.ends("Pending")
    await portal.page.evaluate("() => { window.isTheSame = true }")
    await stack.kill("portal")
    await settles(stack, system, checkout_id)
    await portal.ends("Successful")
    assert await portal.page.evaluate("() => window.isTheSame")
