"""When something was: on the partner's clocks, with the name of their time, on every page."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from contracts.message import Language
from contracts.tickets import OpenTicket
from tests.portal.customer.ordering import without_tags
from tests.portal.seen.crawling import STARTS, pages_by_links
from tests.portal.world import PortalWorld
from tests.services.orders.world import key
from wording.figures import moment_of_zone
from wording.languages import LANGUAGES, LOCALES

pytestmark = pytest.mark.engines
ZONE = "Asia/Kolkata"
MOMENT = re.compile(r"20\d\d,? (?:à )?\d\d:\d\d.{0,12}")
"""A day and a time, and what comes next."""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_moment_names_the_partners_time(pages: PortalWorld, language: Language) -> None:
    await pages.settle_partner(time_zone=ZONE)
    customer = await pages.customer()
    placed = await pages.upfront(customer)
    asked = OpenTicket(subject="When?", body="When does it start?", order_id=placed.order.id)
    await pages.services(customer._actor).notifications.open_ticket(asked, key=key())
    browser = await pages.signed_in(customer, language)
    moment = moment_of_zone(LOCALES[language], datetime(2023, 1, 1, 9, 30, tzinfo=UTC), ZONE)
    name = moment.partition("15:00 ")[2]
    found = 0
    for path in await pages_by_links(browser, *STARTS):
        page = unescape(without_tags((await browser.get(path)).text))
        for told in MOMENT.findall(page):
            found += 1
            assert re.search(rf":\d\d {re.escape(name)}", told), f"{path}: {told}"
    assert found > 5
