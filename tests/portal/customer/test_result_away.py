"""Back from paying while services are away: the page says that it is being checked, and asks again
by itself until they are there. Nobody who may have paid sees an error."""

import re
from html import unescape

import pytest

from tests.portal.cashier import Cashier
from tests.portal.customer.ordering import ordered
from tests.portal.customer.test_invoice_payments import led_to, owing, page_url
from tests.portal.customer.test_result import titles
from tests.portal.world import Browser, PortalWorld

pytestmark = pytest.mark.engines
AWAY = [("orders.test",), ("payments.test",), ("orders.test", "payments.test")]


@pytest.mark.parametrize("away", AWAY, ids=" ".join)
async def test_an_orders_return_asks_again(
    pages: PortalWorld, cashier: Cashier, away: tuple[str, ...]
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id))
    pages.network.blocked.update(away)
    again = await _checking(browser, f"/orders/{order_id}/return")
    again = await _checking(browser, again)
    pages.network.blocked.difference_update(away)
    await cashier.bring(order_id)
    assert titles((await browser.get(again)).text) == ["Successful"]


@pytest.mark.parametrize("away", AWAY, ids=" ".join)
async def test_an_invoices_return_asks_again(
    pages: PortalWorld, cashier: Cashier, away: tuple[str, ...]
) -> None:
    browser, _, address = await owing(pages)
    await cashier.pay(page_url(await led_to(browser, address)))
    pages.network.blocked.update(away)
    again = f"{address}/return"
    if "payments.test" in away:
        again = await _checking(browser, await _checking(browser, again))
    else:
        assert (await browser.get(again)).status_code == 200
    pages.network.blocked.difference_update(away)
    assert titles((await browser.get(again)).text) == ["Successful"]


async def test_what_was_pending_stays_known_while_services_are_away(pages: PortalWorld) -> None:
    _, browser, order_id = await ordered(pages)
    pages.network.blocked.add("orders.test")
    path = f"/orders/{order_id}/return?since=1600000000&before=pending"
    assert await _checking(browser, path) == path


async def _checking(browser: Browser, path: str) -> str:
    """Where the page goes by itself, with scripts or without."""
    page = await browser.get(path)
    assert (page.status_code, titles(page.text)) == (200, ["Checking"])
    assert "Pay now" not in page.text
    found = re.search(r'http-equiv="refresh" content="10; url=([^"]*)"', page.text)
    assert found is not None
    return unescape(found[1])
