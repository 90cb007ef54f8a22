"""S12: whoever comes back from the payment page reads exactly one word of how it ended, and is not
asked to pay within ten seconds, whatever the page turns to meanwhile."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import expect

from scenarios.offerings import EAST
from scenarios.system import System
from tests.e2e.portal.cart import puts
from tests.e2e.portal.customer import DESK, RESULTS, AtPortal, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
PATIENCE_MILLISECONDS = 10_000
RECORDER = """() => {
  const shown = window.shown = [];
  const texts = (kind) =>
    [...document.querySelectorAll(`main ${kind}`)].map((one) => one.textContent.trim());
  const look = () => shown.push({
    at: performance.now(), isWhole: document.readyState !== "loading",
    words: texts("h2").filter((word) => RESULTS.includes(word)),
    pays: texts("a").filter((words) => words === "Pay now").length,
  });
  const all = {childList: true, subtree: true, characterData: true};
  new MutationObserver(look).observe(document, all);
  addEventListener("DOMContentLoaded", look);
}"""
"""What each change of the page leaves to be read, with how long ago the customer came back."""


async def leaves_unpaid(portal: AtPortal) -> None:
    await portal.page.get_by_role("link", name=re.compile("^Cancel and go back")).click()
    await portal.page.wait_for_url(re.compile("/orders/[^/]+/return"))


def paying(card: str) -> Callable[[AtPortal], Awaitable[Any]]:
    return lambda portal: portal.pay(card)


WAYS: dict[str, tuple[Callable[[AtPortal], Awaitable[Any]], str]] = {
    "paid": (paying("pays at once"), "Successful"),
    "pending": (paying("is pending for three days, then pays"), "Pending"),
    "declined": (paying("is declined"), "Failed"),
    "not paid": (leaves_unpaid, "Checking"),
}


async def shown_on_return(system: System, windows: Windows, way: str) -> list[dict[str, Any]]:
    """Until long enough after the return, in a window of its own."""
    act, word = WAYS[way]
    customer = await system.people.customer("Petra", EAST)
    await puts(customer, system.offerings.voice)
    portal = await windows.another(DESK, customer, "/checkout")
    await portal.page.add_init_script(f"({RECORDER})()".replace("RESULTS", str(list(RESULTS))))
    await portal.order_button.click()
    await act(portal)
    await portal.ends(word)
    await portal.page.wait_for_function(f"() => performance.now() > {PATIENCE_MILLISECONDS}")
    await expect(portal.link("Pay now")).to_have_count(1 if way == "not paid" else 0)
    await portal.ends(word)
    shown: list[dict[str, Any]] = await portal.page.evaluate("() => window.shown")
    return shown


@pytest.mark.nightly
async def test_s12_one_word_at_a_time_and_no_asking_to_pay_for_ten_seconds(
    system: System, windows: Windows
) -> None:
    seen = await asyncio.gather(*(shown_on_return(system, windows, way) for way in WAYS))
    for way, shown in zip(WAYS, seen, strict=True):
        assert any(one["isWhole"] for one in shown), way
        for one in shown:
            assert len(one["words"]) == 1 or not (one["words"] or one["isWhole"]), (way, one)
            assert not one["pays"] or one["at"] >= PATIENCE_MILLISECONDS, (way, one)
