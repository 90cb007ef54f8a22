"""S4 to S13 by keyboard alone."""

import pytest
from playwright.async_api import expect

from scenarios.offerings import EAST
from scenarios.system import System
from tests.e2e.portal.customer import DESK, Windows
from tests.e2e.portal.keys import Keys

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]


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
