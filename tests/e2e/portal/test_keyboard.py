"""S4 to S16, S18 and S19 by keyboard alone."""

import pytest
from playwright.async_api import expect

from contracts.settings import ChangePartnerSettings
from contracts.tickets import ReplyToTicket
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.people import new_key
from scenarios.stories import TRUE_START, a_paid_order
from scenarios.system import System
from tests.e2e.patience import PATIENCE
from tests.e2e.portal.cart import puts
from tests.e2e.portal.customer import DESK, AtPortal, Windows
from tests.e2e.portal.keys import Keys

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
ON_REQUEST = 53


async def follows(portal: AtPortal, keys: Keys, name: str) -> None:
    menu = portal.page.get_by_role("navigation", name="Menu")
    await keys.use(menu.get_by_role("link", name=name, exact=True))
    await expect(portal.page.get_by_role("heading", level=1)).to_have_text(name)


async def test_s04_to_s13_the_whole_way_by_keyboard(system: System, windows: Windows) -> None:
    fibre = system.offerings.fibre.title
    customer = await system.people.customer("Kay", EAST)
    portal = await windows.at(DESK, customer)
    page, keys = portal.page, Keys(portal)

    await keys.use(portal.link("Skip to the content"))
    await expect(portal.main).to_be_focused()
    await keys.use(portal.main.get_by_role("link", name="Add new products").first)

    details = page.get_by_role("article").filter(has=portal.heading(fibre)).locator("summary")
    await keys.use(details)
    await expect(page.get_by_text("100 Mbit/s down, 50 up, no cap.")).to_be_visible()
    await keys.use(portal.select(fibre), "Space")

    await expect(portal.line(fibre)).to_be_visible()
    await expect(portal.window.get_by_role("link", name="Close")).to_be_focused()
    await keys.to(portal.window.get_by_role("link", name="Select more"))
    await keys.press("Escape")
    await expect(portal.window).to_have_count(0)
    await expect(portal.select(fibre)).to_be_focused()

    await page.reload()
    await keys.use(portal.link("Cart, 1 product"))
    await keys.use(portal.window.get_by_role("link", name="Checkout"))

    method = page.get_by_role("radio").first
    await keys.to(method)
    await expect(method).to_be_checked()
    await keys.use(portal.order_button)

    await keys.to(page.get_by_role("radio").first)
    await keys.use(page.get_by_role("button", name="Pay €31.00"))
    await portal.ends("Successful")
    await keys.use(portal.link("See the order"))
    await expect(portal.heading(fibre)).to_be_visible()


async def test_s11_to_s16_a_request_and_its_ticket_by_keyboard(
    system: System, windows: Windows
) -> None:
    off = ChangePartnerSettings(gateway_enabled=False)
    await system.operator.orders.change_settings(str(ON_REQUEST), off)
    customer = await system.people.customer("Rita", ON_REQUEST)
    fibre = system.offerings.fibre
    await puts(customer, fibre)
    portal = await windows.at(DESK, customer, "/checkout")
    keys = Keys(portal)
    await expect(portal.page.get_by_role("radio")).to_have_count(0)
    await keys.use(portal.order_button)
    await portal.ends("Sent for approval")
    await follows(portal, keys, "My services")
    await expect(portal.row(fibre.title)).to_contain_text("Pending")

    staff = system.people.admin(ON_REQUEST).notifications
    listed = await PATIENCE.until(staff.tickets, lambda page: bool(page.items), "its ticket")
    reply = ReplyToTicket(body="We connect you today.")
    await staff.reply(listed.items[0].id, reply, key=new_key())
    await follows(portal, keys, "Tickets")
    await keys.use(portal.row(fibre.title).get_by_role("link").first)
    await expect(portal.main).to_contain_text("We connect you today.")
    await keys.types(portal.page.get_by_label("Your message"), "Come before noon, please.")
    await keys.use(portal.button("Send the message"))
    await expect(portal.page.get_by_role("article").last).to_contain_text("Come before noon")


async def test_s18_s19_a_start_that_moved_is_read_by_keyboard(
    system: System, windows: Windows
) -> None:
    journey: Journey = await a_paid_order(system)
    portal = await windows.at(DESK, journey.customer)
    keys, fibre = Keys(portal), system.offerings.fibre.title
    await follows(portal, keys, "My services")
    await expect(portal.row(fibre)).to_contain_text("Active")
    await expect(portal.main).not_to_contain_text("onfirm")

    await journey.approve(TRUE_START)
    await journey.ends("completed")
    await follows(portal, keys, "Finance")
    note = portal.row("Credit note")
    await expect(note).to_contain_text("€13.00")
    await keys.use(note.get_by_role("link").first)
    await expect(portal.main).to_contain_text("Unused days13")
