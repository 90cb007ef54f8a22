"""S4 to S13 by keyboard alone: each stop of the focus is seen, uncovered, and behind the one
before."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from scenarios.offerings import EAST
from scenarios.system import System
from tests.e2e.portal.customer import DESK, AtPortal, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
MOST_STOPS = 80
STOP = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const one = document.activeElement, before = window.stoppedAt;
  if (!one || one === document.body) return null;
  // A field of several parts, such as a date, rings its later parts itself.
  window.stoppedAt = one;
  const box = one.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  const style = getComputedStyle(one.closest(".choice, .card:has(> :focus-visible)") ?? one);
  const top = document.elementFromPoint(x, y);
  const follows = !before?.isConnected || before === one
    || before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  return {
    what: one.outerHTML.slice(0, 120),
    isRinged: before === one
      || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    isUncovered: Boolean(top) && (one.contains(top) || top.contains(one)),
    isBehind: Boolean(follows),
  };
}"""


class Keys:
    """A person without a mouse."""

    def __init__(self, portal: AtPortal) -> None:
        self._page = portal.page

    async def press(self, key: str) -> None:
        await self._page.keyboard.press(key)

    async def to(self, wanted: Locator) -> None:
        """By Tab from wherever the focus is; every stop on the way is judged."""
        await expect(wanted).to_be_visible()
        for _ in range(MOST_STOPS):
            await self.press("Tab")
            stop: dict[str, Any] | None = await self._page.evaluate(STOP)
            if stop:
                is_fine = stop["isRinged"] and stop["isUncovered"] and stop["isBehind"]
                assert is_fine, stop
            if await wanted.evaluate("(one) => one === document.activeElement"):
                return
        pytest.fail(f"no Tab leads to {wanted}")

    async def use(self, wanted: Locator, key: str = "Enter") -> None:
        await self.to(wanted)
        await self.press(key)


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
