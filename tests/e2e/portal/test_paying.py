"""S11 to S14: the order button, the gateway's page and what the customer reads afterwards, in each
look of a window."""

import pytest
from playwright.async_api import expect

from contracts.settings import ChangePartnerSettings
from scenarios.offerings import EAST
from scenarios.people import Customer
from scenarios.stories import PAID_ON
from scenarios.system import System
from tests.e2e.portal.cart import puts, settles
from tests.e2e.portal.customer import Look, Windows
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
ON_REQUEST, LINKED_ONLY = 41, 42
"""Partners of these tests' own."""
FIBRE, VOICE = "Fibre 100", "Voice flat"


@pytest.fixture
async def customer(system: System) -> Customer:
    return await system.people.customer("Paula", EAST)


async def test_s11_without_a_gateway_there_is_no_picker_and_the_order_is_a_request(
    system: System, look: Look, windows: Windows
) -> None:
    settings = ChangePartnerSettings(gateway_enabled=False)
    await system.operator.orders.change_settings(str(ON_REQUEST), settings)
    customer = await system.people.customer("Rita", ON_REQUEST)
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await expect(portal.page.get_by_role("radio")).to_have_count(0)
    await portal.order_button.click()
    await portal.ends("Sent for approval")


async def test_s11_without_a_usable_method_it_is_said_why_the_order_is_a_request(
    system: System, look: Look, windows: Windows
) -> None:
    settings = ChangePartnerSettings(payment_methods=["linked"])
    await system.operator.orders.change_settings(str(LINKED_ONLY), settings)
    customer = await system.people.customer("Rita", LINKED_ONLY)
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    told = "Your order is sent as a request; nothing is charged now"
    await expect(portal.page.get_by_text(told)).to_be_visible()
    options = await customer.services.orders.checkout_options()
    assert options.message is not None
    await expect(portal.page.get_by_text(options.message.text)).to_be_visible()
    await expect(portal.page.get_by_role("radio", disabled=False)).to_have_count(0)
    await portal.order_button.click()
    await portal.ends("Sent for approval")


async def test_s12_a_payment_ends_successful(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await portal.order_button.click()
    await portal.pay()
    await expect(portal.result).to_have_count(1)
    await expect(portal.pay_buttons).to_have_count(0)
    await portal.ends("Successful")
    await expect(portal.pay_buttons).to_have_count(0)


async def test_s12_a_payment_ends_failed_and_can_be_made_again(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await portal.order_button.click()
    await portal.pay("is declined")
    await portal.reads("Failed")
    await expect(portal.result).to_have_count(1)
    await portal.link("Pay again or in another way").click()
    await portal.page.get_by_role("radio").first.check()
    await portal.button("Continue to the payment").click()
    await portal.pay()
    await portal.reads("Successful")


async def test_s12_pending_turns_into_successful_by_itself(
    customer: Customer, system: System, look: Look, windows: Windows, stack: StackUnderTest
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await portal.order_button.click()
    checkout_id = await portal.pay("is pending for three days, then pays")
    await portal.ends("Pending")
    await expect(portal.result).to_have_count(1)
    await expect(portal.pay_buttons).to_have_count(0)
    await settles(stack, system, checkout_id)
    await portal.ends("Successful")
    await expect(portal.result).to_have_count(1)


async def test_s13_what_was_paid_is_active_from_that_day_and_documented(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await portal.order_button.click()
    await portal.pay(on=PAID_ON.isoformat())
    await portal.reads("Successful")
    await expect(portal.main).to_contain_text("1 January 2023")

    await portal.follow_the_menu("My services")
    service = portal.row(FIBRE)
    await expect(service).to_contain_text("Active")
    await expect(service).to_contain_text("1 January 2023")
    await portal.follow_the_menu("Finance")
    await expect(portal.row("Invoice")).to_contain_text("Paid")
    await portal.link("Account statement").click()
    await expect(portal.row("Payment")).to_contain_text("31.00")


async def test_s14_a_request_is_sent_for_approval_pends_and_has_no_invoice(
    system: System, look: Look, windows: Windows
) -> None:
    settings = ChangePartnerSettings(gateway_enabled=False)
    await system.operator.orders.change_settings(str(ON_REQUEST), settings)
    customer = await system.people.customer("Rita", ON_REQUEST)
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/checkout")
    await portal.order_button.click()
    await portal.ends("Sent for approval")
    await expect(portal.main).to_contain_text("Nothing was charged")
    await portal.follow_the_menu("My services")
    await expect(portal.row(FIBRE)).to_contain_text("Pending")
    await portal.follow_the_menu("Finance")
    await expect(portal.heading("There are no documents yet")).to_be_visible()
