"""No page holds a word of its own, and none breaks where a language needs 40 % more room."""

import re
from collections.abc import Iterator

import pytest

from portal.customer.order.cards import KeptCards
from tests.portal.customer.books import credited, paid
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.crawling import STARTS, pages_by_links
from tests.portal.seen.looking import PHONE
from tests.portal.seen.pseudo import Pseudo, outside_of_brackets
from tests.portal.seen.test_every_page import with_a_life
from tests.portal.world import COOKIE, PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.browser]

NAMES = [
    re.escape("<script>alert(1)</script> \u05d0\u05d1"),
    *("Carl", "Fibre 100", r"Plan \d", "Firefox", "Android"),
    *("English", "Deutsch", "Français", "PDF"),
]
DATA = re.compile(
    "|".join(
        (
            *NAMES,
            r"[\w.+-]+@[\w.-]+",
            r"\b(acc|cus|ord|sub|inv|lin)_\w+",
            r"\b\d{1,2} \w{3,9} \d{4}(, \d\d:\d\d UTC)?",
            r"\d+\u2009?–\u2009?\d+ \w{3} \d{4}",
            r"\b[A-Z]{2,4}-[\d-]+",
            r"UTC",
        )
    )
)
BRAND = "cut off: <bdi>⟦Çústómér pórtál"
"""A partner's name has two lines beside the menu, however long it is."""
WORD = re.compile(r"[^\W\d_]")


@pytest.fixture
def no_cards_are_kept(pages: PortalWorld) -> Iterator[None]:
    """Neither for this test, nor from it."""
    state = pages.portal.state
    kept, state.cards = state.cards, KeptCards()
    yield
    state.cards = kept


@pytest.mark.usefixtures("no_cards_are_kept")
async def test_no_page_has_words_of_its_own_or_too_little_room(
    pages: PortalWorld, window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wording.telling.translations", lambda _: Pseudo())
    customer = await with_a_life(pages)
    await credited(pages, await paid(pages, customer))
    cookie = await pages.session_of(customer)
    browser = pages.anonymous()
    browser.keep(COOKIE, cookie)
    eyes = await window(cookie=cookie, size=PHONE)
    found: list[str] = []
    for path in await pages_by_links(browser, *STARTS):
        await eyes.see_in("light")
        answer = await eyes.go(path)
        left = [DATA.sub("", one) for one in outside_of_brackets(await answer.text())]
        found += [f"{path}: hard-coded: {one}" for one in left if WORD.search(one)]
        found += [f"{path}: {each}" for each in await eyes.unsteady() if BRAND not in each]
    assert not found, "\n".join(found)
