"""The approval inbox by its keys, which can be turned off."""

import pytest

from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import Eyes
from tests.portal.world import PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.browser]


async def focused(eyes: Eyes) -> str:
    """The address of the link that has the focus; empty for none."""
    return str(await eyes.page.evaluate("document.activeElement.getAttribute('href') || ''"))


async def test_j_k_enter_and_a_question_mark(pages: PortalWorld, desk_window: OpenWindow) -> None:
    customer = await pages.customer()
    orders = [f"/orders/{(await pages.request(customer)).order.id}" for _ in range(2)]
    eyes = await desk_window(cookie=await pages.session_of_staff())
    await eyes.go("/approvals")
    press = eyes.page.keyboard.press
    seen = []
    for key in "jjjk":
        await press(key)
        seen.append(await focused(eyes))
    assert set(orders) == set(seen)
    assert (seen[0], seen[1]) == (seen[3], seen[2])
    await eyes.page.fill("#q", "")
    await press("j")
    assert await eyes.page.input_value("#q") == "j", "whoever types is let alone"
    await eyes.go("/approvals")
    await press("?")
    assert await eyes.page.is_visible("[data-keys] button")
    await eyes.page.click("[data-keys] button")
    await eyes.go("/approvals")
    await press("j")
    assert await focused(eyes) == ""
    await press("?")
    assert not await eyes.page.is_visible("[data-keys] button")
    await eyes.page.click("[data-keys] summary")
    await eyes.page.click("[data-keys] button")
    await eyes.go("/approvals")
    await press("j")
    first = await focused(eyes)
    await press("Enter")
    await eyes.page.wait_for_url(f"**{first}")
