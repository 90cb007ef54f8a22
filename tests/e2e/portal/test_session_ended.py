"""A session that ended in the middle of a form: after signing in what was typed is there."""

import pytest
from playwright.async_api import expect

from contracts.portal import PutAccount
from contracts.settings import ChangePartnerSettings
from contracts.tickets import OpenTicket
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
WITH_TERMS = 48
"""A partner of this test's own."""
PASSWORD = "gravel lantern seven tides"


async def sessions_end(windows: Windows, customer: Customer) -> None:
    """As they do when a password is set."""
    put = PutAccount(password=PASSWORD)
    await windows.portal.put_account(customer.partner_id, customer.id, put)


async def signs_in(portal: AtPortal, customer: Customer) -> None:
    await portal.page.locator("#email").fill(f"{customer.id}@example.com")
    await portal.page.locator("#password").fill(PASSWORD)
    await portal.button("Sign in").click()


async def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(
    system: System, look: Look, windows: Windows
) -> None:
    settings = ChangePartnerSettings(terms_text="Be kind.")
    await system.operator.orders.change_settings(str(WITH_TERMS), settings)
    customer = await system.people.customer("Nora", WITH_TERMS)
    asked = OpenTicket(subject="Line", body="Is it there?")
    ticket = await customer.services.notifications.open_ticket(asked, key=new_key())
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/tickets/new")
    subject, message = (portal.page.get_by_label(name) for name in ("Subject", "Your message"))
    terms = portal.page.get_by_role("checkbox")

    await subject.fill("Slow since Monday")
    await message.fill("Two words: help me.")
    await sessions_end(windows, customer)
    await portal.button("Send the message").click()
    await signs_in(portal, customer)
    await expect(subject).to_have_value("Slow since Monday")
    await expect(message).to_have_value("Two words: help me.")

    await portal.goto(f"/tickets/{ticket.id}")
    await message.fill("And now?")
    await sessions_end(windows, customer)
    await portal.button("Send the message").click()
    await signs_in(portal, customer)
    await expect(message).to_have_value("And now?")

    await portal.goto("/checkout")
    await terms.check()
    await sessions_end(windows, customer)
    await portal.order_button.click()
    await signs_in(portal, customer)
    await expect(terms).to_be_checked()
    assert (await customer.services.orders.orders()).items == []

    await portal.goto("/security")
    await portal.page.locator("#new_email").fill("nora@example.net")
    await portal.page.locator("#email_password").fill(PASSWORD)
    await sessions_end(windows, customer)
    await portal.page.locator("form[action='/security/email'] button[type=submit]").click()
    await signs_in(portal, customer)
    await expect(portal.page.locator("#new_email")).to_have_value("nora@example.net")
