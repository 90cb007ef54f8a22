"""The approval inbox: what waits, found and narrowed by its address."""

import re
from html import unescape

import pytest

from contracts.orders import PlaceOrder
from tests.portal.admin.test_order import FLAG
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines
WITHOUT_ORDERS = 8
"""A partner that no test gives customers."""


async def ids(browser: Browser, address: str) -> list[str]:
    answer = await browser.get(address)
    assert answer.status_code == 200
    return list(dict.fromkeys(re.findall(r'href="/orders/(ord_[a-z0-9]+)["?]', answer.text)))


async def test_where_nothing_waits_it_says_so(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff(partner_id=WITHOUT_ORDERS)
    page = await browser.get("/approvals")
    assert "Nothing waits for a decision" in page.text


async def test_a_row_says_whose_it_is_what_it_costs_and_what_presses(pages: PortalWorld) -> None:
    paid = await pages.paid(await pages.customer())
    await pages.request(await pages.customer(), item_count=5)
    await pages.system.record_attention(paid.id, FLAG)
    page = (await (await pages.signed_in_staff()).get("/approvals")).text
    for words in ("Carl", "and 2 more", "€155.00", "by request", "paid upfront", "6 Jan 2023"):
        assert words in page
    assert page.count('data-kind="error">A person must look<') == 1
    assert page.count('data-kind="warning">Escalated<') == 2, "the portal's own clock is today's"


async def test_search_and_filters_are_in_the_address(pages: PortalWorld) -> None:
    customer = await pages.customer()
    paid = await pages.paid(customer)
    await pages.system.record_attention(paid.id, FLAG)
    quote_id = await pages.quote(customer, await pages.plan(title="Straße 50%"))
    request = await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    browser, asked = await pages.signed_in_staff(), request.order.id
    assert set(await ids(browser, "/approvals")) == {paid.id, asked}
    for query, found in {
        "path=request": [asked],
        "path=upfront": [paid.id],
        "status=flagged": [paid.id],
        "q=strasse": [asked],
        f"q={paid.id}&path=request": [],
        "days=14&path=request": [asked],
    }.items():
        assert await ids(browser, f"/approvals?{query}") == found, query
    page = (await browser.get("/approvals?q=nothing+like+it&status=flagged")).text
    assert "Nothing that waits fits" in page
    assert '<option value="flagged" selected>' in page


async def test_its_order_is_in_the_address_and_kept_over_pages(pages: PortalWorld) -> None:
    small = (await pages.request(await pages.customer())).order.id
    large = (await pages.request(await pages.customer(), item_count=3)).order.id
    browser = await pages.signed_in_staff()
    assert await ids(browser, "/approvals?sort=age") == [small, large]
    assert await ids(browser, "/approvals?sort=amount") == [large, small]
    page = (await browser.get("/approvals?sort=amount")).text
    assert '<option value="amount" selected>' in page


@pytest.mark.parametrize(
    "query", ["sort=x", "path=some", "status=paid", "days=2", "partner=x", "cursor=x"]
)
async def test_what_no_filter_has_is_no_page(pages: PortalWorld, query: str) -> None:
    browser = await pages.signed_in_staff("operator")
    assert (await browser.get(f"/approvals?{query}")).status_code in (404, 422)


async def test_a_partners_admin_sees_its_own_and_an_operator_any(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    other = pages.partner_id % 89 + 10
    stranger = await pages.signed_in_staff(partner_id=other)
    for address in (f"/approvals?q={order.id}", f"/approvals?partner={pages.partner_id}"):
        assert order.id not in await ids(stranger, address)
    for role in ("operator", "super_admin"):
        browser = await pages.signed_in_staff(role)
        assert await ids(browser, f"/approvals?partner={pages.partner_id}") == [order.id]
        assert await ids(browser, f"/approvals?q={order.id}") == [order.id]
        assert await ids(browser, f"/approvals?q={order.id}&partner={other}") == []


async def test_a_long_list_goes_on_with_what_it_was_narrowed_to(pages: PortalWorld) -> None:
    customer = await pages.customer()
    orders = [(await pages.request(customer)).order.id for _ in range(21)]
    browser = await pages.signed_in_staff()
    first = await browser.get("/approvals?path=request")
    (following,) = re.findall(r'href="([^"]*cursor=[^"]*)"', first.text)
    assert "path=request" in following
    seen = await ids(browser, "/approvals?path=request")
    seen += await ids(browser, unescape(following))
    assert sorted(seen) == sorted(orders)
