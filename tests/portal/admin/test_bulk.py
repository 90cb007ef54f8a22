"""Many orders decided at once, from the inbox."""

import re
from collections.abc import Mapping
from html import unescape

import pytest

from contracts.decisions import Decide
from contracts.orders import OrderView
from portal.admin.approvals import listing
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import PAID_ON, key

pytestmark = pytest.mark.engines


async def on_page(browser: Browser, address: str) -> list[str]:
    page = (await browser.get(address)).text
    return [unescape(one) for one in re.findall(r'name="rows" value="([^"]+)"', page)]


async def offered(browser: Browser, *orders: OrderView) -> list[str]:
    """Of these orders: a partner may have had others in an earlier test."""
    ours = {order.id for order in orders}
    rows = await on_page(browser, "/approvals?rows=100")
    return [row for row in rows if row.split()[0] in ours]


async def decided(browser: Browser, fields: Mapping[str, object]) -> str:
    """The page that the results are read on."""
    answer = await browser.post("/approvals/decide", fields)
    return (await browser.follow(answer)).text


async def test_each_row_has_its_result_and_what_has_changed_stops_no_other(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    orders = [(await pages.request(customer)).order for _ in range(3)]
    browser = await pages.signed_in_staff()
    rows = await offered(browser, *orders)
    assert len(rows) == 3
    taken = orders[1]
    command = Decide(verdict="reject", reason="No line there")
    await pages.admin("bob").decide(taken.id, taken.items[0].id, command, key=key())
    fields = {"rows": rows, "verdict": "approve", "start_on": "2023-01-14"}
    first, again = [await browser.post("/approvals/decide", fields) for _ in range(2)]
    assert first.headers["location"] == again.headers["location"], "two clicks are one"
    page = (await browser.follow(again)).text
    assert "2 of 3 orders are approved" in page
    assert page.count(">Approved<") == 2
    assert page.count(">Not decided<") == 1
    assert " bob rejected this item at " in page
    assert "admin/bob" not in page
    for order in orders:
        decision = (await pages.admin().order(order.id)).items[0].decision
        assert decision
        wanted = "reject" if order.id == taken.id else "approve"
        assert (decision.verdict, decision.revision) == (wanted, 1)


async def test_what_was_not_chosen_waits_on(pages: PortalWorld) -> None:
    customer = await pages.customer()
    orders = [(await pages.request(customer)).order for _ in range(2)]
    browser = await pages.signed_in_staff()
    first, second = await offered(browser, *orders)
    fields = {"rows": [first], "verdict": "reject", "reason": "No line there"}
    assert "1 of 1 orders are rejected" in await decided(browser, fields)
    assert await offered(browser, *orders) == [second]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"rows": [], "verdict": "approve"}, "choose one order at least"),
        ({"verdict": "reject", "reason": " "}, "a reason is missing"),
        ({"verdict": "approve", "start_on": "01/02/2023"}, "two different days"),
        ({"rows": ["ord_1 1 x"] * 101, "verdict": "approve"}, "100 at most"),
    ],
)
async def test_what_is_wrong_decides_nothing_and_keeps_what_was_chosen(
    pages: PortalWorld, fields: dict[str, object], why: str
) -> None:
    order = (await pages.request(await pages.customer())).order
    browser = await pages.signed_in_staff()
    rows = await offered(browser, order)
    answer = await browser.post("/approvals/decide", {"rows": rows, **fields})
    page = (await browser.follow(answer)).text
    assert why in page
    if "rows" not in fields:
        assert re.search(r'name="rows"[^>]*checked', page)
    assert await offered(browser, order) == rows


async def test_a_partners_admin_decides_no_others_order(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    stranger = await pages.signed_in_staff(partner_id=pages.partner_id % 89 + 10)
    await stranger.get("/security")
    fields = {"rows": [f"{order.id} 1 Carl"], "verdict": "approve", "start_on": str(PAID_ON)}
    page = await decided(stranger, fields)
    assert "0 of 1 orders are approved" in page
    assert "Carl" not in page
    assert (await pages.admin().order(order.id)).items[0].decision is None


async def test_a_hundred_fit_on_a_page(pages: PortalWorld) -> None:
    customer = await pages.customer()
    for _ in range(21):
        await pages.request(customer)
    browser = await pages.signed_in_staff()
    assert len(await on_page(browser, "/approvals")) == 20
    assert 'href="/approvals?rows=100"' in (await browser.get("/approvals")).text
    assert len(await on_page(browser, "/approvals?rows=100")) >= 21
    operator = await pages.signed_in_staff("operator")
    assert await on_page(operator, f"/approvals?partner={pages.partner_id}") == []


async def test_of_fifty_forty_five_are_decided_and_five_named_with_their_reason(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    orders = [(await pages.request(customer)).order for _ in range(50)]
    browser = await pages.signed_in_staff()
    rows = await on_page(browser, "/approvals?rows=100&chosen=all&path=request&sort=age")
    assert [row.split()[0] for row in rows] == [order.id for order in orders]
    for order in orders[::10]:
        command = Decide(verdict="reject", reason="No line there")
        await pages.admin("bea").decide(order.id, order.items[0].id, command, key=key())
    later = (await pages.request(customer)).order
    fields = {"rows": rows, "verdict": "approve", "start_on": "2023-01-14"}
    answer = await browser.post("/approvals/decide", fields)
    address = answer.headers["location"]
    for _ in range(2):
        page = unescape((await browser.get(address)).text)
        assert "45 of 50 orders are approved" in page
        assert page.count(">Approved<") == 45
        assert page.count(">Not decided<") == 5
        assert page.count(" bea rejected this item at ") == 5
        assert "1 order of the list still waits" in page
        assert f'href="/orders/{later.id}"' in page
        assert 'href="/approvals?path=request&sort=age"' in page
    assert [row.split()[0] for row in await on_page(browser, "/approvals")] == [later.id]
    colleague = await pages.signed_in_staff()
    assert (await colleague.get(address)).status_code == 404


async def test_all_that_match_are_chosen_and_no_more_than_are_decided_at_once(
    pages: PortalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = await pages.customer()
    for _ in range(3):
        await pages.request(customer)
    await pages.paid(customer)
    browser = await pages.signed_in_staff()
    page = (await browser.get("/approvals?path=request")).text
    (link,) = re.findall(r'href="([^"]+)">Choose all 3 orders that match<', page)
    assert "checked" not in page
    page = (await browser.get(unescape(link))).text
    assert "All 3 orders that match are chosen" in page
    assert len(re.findall(r'name="rows"[^>]*checked', page)) == 3
    monkeypatch.setattr(listing, "MOST_ROWS", 2)
    page = (await browser.get(unescape(link))).text
    assert "3 orders match, and no more than 100 are decided at once: the first 2 are" in page
    assert len(re.findall(r'name="rows"[^>]*checked', page)) == 2
