"""S12: whoever clicks twice, has two windows open, or goes back has ordered and paid once, at the
price that was agreed to."""

import asyncio

import pytest
from playwright.async_api import Page, Response, expect

from contracts.catalog import Availability, OfferingFields
from contracts.settings import ChangePartnerSettings
from scenarios.offerings import EAST, euros
from scenarios.people import Customer, new_key
from scenarios.system import System
from tests.e2e.portal.cart import puts
from tests.e2e.portal.customer import AtPortal, Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
ON_REQUEST, REPRICING = 46, 47
"""Partners of these tests' own."""
ROUNDS = pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.nightly)])


@pytest.fixture
async def requesting(system: System) -> Customer:
    """Whose orders need no payment, which would be no part of what is looked at."""
    settings = ChangePartnerSettings(gateway_enabled=False)
    await system.operator.orders.change_settings(str(ON_REQUEST), settings)
    return await system.people.customer("Dora", ON_REQUEST)


async def order_count(customer: Customer) -> int:
    return len((await customer.services.orders.orders(limit=200)).items)


def errors_of(page: Page) -> list[str]:
    """What is answered with an error from now on."""
    found: list[str] = []

    def listen(answer: Response) -> None:
        if answer.status >= 400:
            found.append(f"{answer.status} {answer.url}")

    page.on("response", listen)
    return found


@ROUNDS
async def test_s12_double_clicks_make_one_order_each_and_no_error(
    requesting: Customer, system: System, look: Look, windows: Windows, rounds: int
) -> None:
    portal = await windows.at(look, requesting)
    errors = errors_of(portal.page)
    for done in range(1, rounds + 1):
        await puts(requesting, system.offerings.voice)
        await portal.goto("/checkout")
        await portal.order_button.dblclick()
        await portal.ends("Sent for approval")
        assert await order_count(requesting) == done
    assert errors == []


@ROUNDS
async def test_s12_two_windows_at_the_checkout_make_one_order_each_and_no_error(
    requesting: Customer, system: System, look: Look, windows: Windows, rounds: int
) -> None:
    portal = await windows.at(look, requesting)
    other = AtPortal(await portal.page.context.new_page(), portal.base_url, look)
    both = (portal, other)
    errors = [errors_of(one.page) for one in both]
    for done in range(1, rounds + 1):
        await puts(requesting, system.offerings.voice)
        await asyncio.gather(*(one.goto("/checkout") for one in both))
        await asyncio.gather(*(one.order_button.click() for one in both))
        await asyncio.gather(*(one.ends("Sent for approval") for one in both))
        assert portal.page.url.partition("?")[0] == other.page.url.partition("?")[0]
        assert await order_count(requesting) == done
    assert errors == [[], []]


async def test_s12_back_after_the_payment_shows_the_order_and_pays_nothing_again(
    system: System, look: Look, windows: Windows
) -> None:
    customer = await system.people.customer("Dora", EAST)
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await portal.order_button.click()
    await portal.pay()
    await portal.reads("Successful")
    seen: list[str] = []
    while portal.page.url != f"{portal.base_url}/checkout":
        await portal.page.go_back()
        await expect(portal.page.get_by_role("button", name="Pay")).to_have_count(0)
        await expect(portal.pay_buttons).to_have_count(0)
        seen.append(portal.page.url)
        assert len(seen) < 10, seen
    await expect(portal.order_button).to_have_count(0)
    [order] = (await customer.services.orders.orders()).items
    await portal.goto(f"/orders/{order.id}/pay")
    assert portal.page.url == f"{portal.base_url}/orders/{order.id}"
    await expect(portal.page.get_by_role("status")).to_contain_text("Successful")
    payments = (await system.operator.payments.payments(order_id=order.id)).items
    assert [one.amount_minor for one in payments] == [3_100]


async def test_s12_a_price_that_changed_meanwhile_must_be_agreed_to(
    system: System, look: Look, windows: Windows
) -> None:
    settings = ChangePartnerSettings(gateway_enabled=False)
    await system.operator.orders.change_settings(str(REPRICING), settings)
    fields = OfferingFields(
        kind="voice",
        title="Rising",
        price=euros(3_100),
        availability=Availability(partner_ids=[REPRICING]),
    )
    catalog = system.operator.catalog
    offering = await catalog.create_offering(fields, key=new_key())
    customer = await system.people.customer("Dora", REPRICING)
    await puts(customer, offering)
    portal = await windows.at(look, customer, "/checkout")
    await expect(portal.main).to_contain_text("€31.00")
    raised = fields.model_copy(update={"price": euros(3_500)})
    await catalog.change_offering(offering.id, raised, revision=offering.revision)

    await portal.order_button.click()
    await expect(portal.main.get_by_role("listitem").filter(has_text="→")).to_have_text(
        "Rising: €31.00 → €35.00"
    )
    await portal.order_button.click()  # which does not go without agreeing
    assert await order_count(customer) == 0
    await portal.page.get_by_role("checkbox").check()
    await portal.order_button.click()
    await portal.ends("Sent for approval")
    [order] = (await customer.services.orders.orders()).items
    assert order.total_minor == 3_500
