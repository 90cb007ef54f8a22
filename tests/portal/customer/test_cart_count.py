"""How many lines the cart has stands on every page, and no page asks a service for it alone."""

import re

import pytest

from clients.system.orders import SystemOrders
from contracts.carts import AddCartLine
from tests.portal.customer.ordering import calls_of, selected
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines
BARE = ("/profile", "/services", "/finance", "/orders", "/tickets", "/security", "/nowhere")


def counted(page: str) -> int | None:
    found = re.search(r'class="count" aria-hidden="true">(\d+)<', page)
    return int(found[1]) if found else None


async def shown(browser: Browser, path: str = "/profile") -> int | None:
    return counted((await browser.get(path)).text)


async def shopping(pages: PortalWorld) -> tuple[SystemOrders, Browser]:
    """With two lines in the cart."""
    customer = await pages.customer()
    browser = await pages.signed_in(customer)
    await selected(browser, await pages.plan(), await pages.plan())
    await browser.get("/order?window=1")
    return customer, browser


async def test_every_page_shows_it(pages: PortalWorld) -> None:
    customer, browser = await shopping(pages)
    assert {path: await shown(browser, path) for path in BARE} == dict.fromkeys(BARE, 2)
    with calls_of(pages) as asked:
        await browser.get("/services")
    assert len(asked) == 1, "the cart was not asked for"
    phone = await pages.signed_in(customer)
    assert await shown(phone) == 2


async def test_after_a_change_no_page_shows_what_was(pages: PortalWorld) -> None:
    customer, browser = await shopping(pages)
    tab = await pages.signed_in(customer)
    [line, _] = (await customer.cart()).lines
    await browser.get("/order?window=1")
    await browser.post(f"/order/lines/{line.id}/delete")
    assert await shown(tab) is None
    await browser.get("/order")
    assert await shown(tab) == 1


async def test_what_was_ordered_is_counted_no_more(pages: PortalWorld) -> None:
    _, browser = await shopping(pages)
    await browser.get("/checkout")
    answer = await browser.post("/checkout")
    assert answer.headers["location"].endswith("/pay")
    assert await shown(browser) is None
    assert await shown(browser, "/") is None
    assert await shown(browser) is None


async def test_a_refused_change_leaves_nothing_wrong(pages: PortalWorld) -> None:
    _, browser = await shopping(pages)
    pages.network.blocked.add("orders.test")
    await browser.post("/order", {"offering_id": await pages.plan()})
    assert await shown(browser) is None


async def test_pages_that_read_the_cart_correct_it(pages: PortalWorld) -> None:
    customer, browser = await shopping(pages)
    await customer.add_cart_line(AddCartLine(offering_id=await pages.plan()), key=key())
    assert await shown(browser) == 2, "nobody told the portal"
    assert await shown(browser, "/") == 3
    assert await shown(browser) == 3


async def test_what_is_read_before_a_change_is_not_noted_after_it(pages: PortalWorld) -> None:
    customer, browser = await shopping(pages)
    identity = pages.portal.state.context.identity
    session = await identity.session(await pages.session_of(customer))
    await identity.forget_cart(session)
    await identity.note_cart(session, 2)
    assert await shown(browser) is None
