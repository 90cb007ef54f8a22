"""A person without a mouse: each stop of the focus is seen, uncovered and behind the one before."""

from datetime import date
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.e2e.portal.customer import AtPortal

MOST_STOPS = 80
STOP = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const one = document.activeElement, before = window.stoppedAt;
  if (!one || one === document.body) return null;
  // A field of several parts, such as a date, rings its later parts itself.
  window.stoppedAt = one;
  // Of a text of many lines the browser brings the caret's into view, and no more.
  const box = one.getBoundingClientRect(), x = box.x + box.width / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
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

    async def types(self, field: Locator, text: str) -> None:
        """In place of what is in it."""
        await self.to(field)
        await self.press("Control+A")
        await self._page.keyboard.type(text)

    async def dates(self, field: Locator, day: date) -> None:
        """Part by part; which of the first two is the day, the browser's own language says."""
        await self.to(field)
        for order in ("%d%m%Y", "%m%d%Y"):
            await self._page.keyboard.type(f"{day:{order}}")
            if await field.input_value() == str(day):
                return
            for _ in range(2):
                await self.press("ArrowLeft")
        pytest.fail(f"no typing makes {field} {day}")

    async def chooses(self, field: Locator, words: str) -> None:
        """In a closed list, by its first letters."""
        await self.to(field)
        await self._page.keyboard.type(words)
        await expect(field.locator("option:checked")).to_have_text(words)
