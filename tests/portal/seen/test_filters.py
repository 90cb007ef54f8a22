"""What a customer's list is narrowed by stands in one row at a desk, in whichever language, so that
the list begins on the first screen."""

import pytest

from contracts.message import Language
from contracts.tickets import OpenTicket
from tests.portal.customer.books import paid
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import DESK
from tests.portal.world import PortalWorld
from tests.services.orders.world import key
from wording.languages import LANGUAGES

pytestmark = [pytest.mark.engines, pytest.mark.browser]
LISTS = ("/finance", "/orders", "/services", "/tickets")
PLACES = """() => [...document.querySelectorAll(".sift > *, .filters > *")].map((one) => {
    const { bottom, width } = one.getBoundingClientRect();
    return [Math.round(bottom), Math.round(width)];
}).filter(([, width]) => width)"""
LEAST_WIDTH = 90
"""A day or a word can be read in it."""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_narrows_a_list_stands_in_one_row_at_a_desk(
    language: Language, pages: PortalWorld, window: OpenWindow
) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    await paid(pages, customer)
    notes = pages.services(customer._actor).notifications
    await notes.open_ticket(OpenTicket(subject="Router?", body="Which one?"), key=key())
    cookie = await pages.session_of(customer)
    eyes = await window(cookie=cookie, language=language, size=DESK)
    for path in LISTS:
        await eyes.go(path)
        places: list[list[int]] = await eyes.page.evaluate(PLACES)
        assert len(places) > 1, f"{path} is not narrowed"
        rows = {bottom for bottom, _ in places}
        assert len(rows) == 1, f"{path} in {language} has {len(rows)} rows: {places}"
        assert min(width for _, width in places) >= LEAST_WIDTH, f"{path}: {places}"
        assert await eyes.unsteady() == [], path
