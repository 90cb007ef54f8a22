"""Every page for whoever sees it at 400 %, has no mouse, wants no motion, or has colours of one's
own."""

from typing import Any

import pytest

from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.crawling import STARTS, pages_by_links
from tests.portal.seen.looking import DESK, ZOOMED, Eyes
from tests.portal.seen.test_every_page import with_a_life
from tests.portal.world import COOKIE, PortalWorld

MOST_PARTS = 5
SLOWED = 8
"""So many times slower than this machine."""
SLOW_PAGES, ROUNDS = ("/orders", "/finance/statement", "/finance"), 6
"""Often enough that a page is drawn while half of it is there."""
pytestmark = [pytest.mark.engines, pytest.mark.browser]


async def next_stop(eyes: Eyes) -> Any:
    """Where Tab leads; a date is a stop of several parts."""
    before = await eyes.ask("stop")
    for _ in range(MOST_PARTS):
        await eyes.page.keyboard.press("Tab")
        stop = await eyes.ask("stop")
        if stop["at"] != before["at"]:
            break
    return stop


async def by_keyboard(eyes: Eyes) -> list[str]:
    """What Tab leaves out, takes in another order, or hides once it has the focus."""
    found: list[str] = []
    first = (await eyes.ask("stop"))["at"] + 1  # a window that opened has the focus in it
    for at, what in enumerate((await eyes.ask("stops"))[first:], first):
        stop = await next_stop(eyes)
        if stop["at"] != at:
            return [*found, f"Tab leads to {stop['what']} before {what}"]
        found += [f"no ring around {what}"] if not stop["ring"] else []
        found += [f"covered: {what}"] if stop["covered"] else []
    return found


async def in_two_colours(eyes: Eyes) -> list[str]:
    """What is no longer told apart where the device replaces all colours."""
    await eyes.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    await eyes.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    found = [
        f"{probe}: {what}"
        for probe in ("ringless", "edgeless", "alike")
        for what in await eyes.ask(probe)
    ]
    await eyes.page.emulate_media(forced_colors="none")
    await eyes.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    return found


@pytest.mark.parametrize(
    ("state", "language"),
    [
        ("filled", "fr"),
        pytest.param("empty", "de", marks=pytest.mark.nightly),
    ],
)
async def test_no_page_needs_a_mouse_much_room_or_colours(
    pages: PortalWorld, window: OpenWindow, state: str, language: str
) -> None:
    customer = await (pages.customer() if state == "empty" else with_a_life(pages))
    cookie = await pages.session_of(customer)
    browser = pages.anonymous(language)
    browser.keep(COOKIE, cookie)
    eyes = await window(cookie=cookie, language=language, size=ZOOMED, scale=4)
    found: list[str] = []
    for path in await pages_by_links(browser, *STARTS):
        await eyes.see_in("light")
        await eyes.go(path)
        here = [*await eyes.unsteady(), *await by_keyboard(eyes), *await in_two_colours(eyes)]
        found += [f"{path}: {each}" for each in here]
    assert not found, "\n".join(found)


async def test_nothing_moves_what_is_drawn_already_where_a_page_arrives_slowly(
    pages: PortalWorld, window: OpenWindow
) -> None:
    cookie = await pages.session_of(await with_a_life(pages))
    eyes = await window(cookie=cookie, language="fr", size=ZOOMED, scale=4)
    browser = await eyes.page.context.new_cdp_session(eyes.page)
    await browser.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    for path in SLOW_PAGES * ROUNDS:
        await eyes.go(path)
        assert await eyes.unsteady() == [], path
