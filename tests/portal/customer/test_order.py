"""S3 to S10: the products as cards, and the cart over them."""

import asyncio
import re

import pytest

from contracts.catalog import BillingCycle, Price
from portal.customer.order import cards
from tests.portal.customer.ordering import calls_of, replaced, selected, without_tags
from tests.portal.world import PortalWorld

ONCE = Price(amount_minor=5_000, currency="EUR", cycle=BillingCycle(kind="once"))


def headings(page: str) -> list[str]:
    return re.findall(r'<h2 class="mb-3" id="kind-[a-z_]+">([^<]+)</h2>', page)


async def test_s05_products_are_grouped_in_order_and_empty_groups_are_hidden(
    pages: PortalWorld,
) -> None:
    await pages.plan(kind="one_time", title="A router", price=ONCE)
    for kind in ("voice", "internet"):
        await pages.plan(kind=kind, title=f"A {kind}")
    answer = await (await pages.signed_in(await pages.customer())).get("/order")
    assert headings(answer.text) == ["Internet", "Voice", "One-time"]


async def test_s03_what_is_not_for_a_customer_is_not_there(pages: PortalWorld) -> None:
    await pages.plan(title="Shown")
    await pages.plan(title="Hidden", show_on_portal=False)
    await pages.plan(title="Disabled", enabled=False)
    answer = await (await pages.signed_in(await pages.customer())).get("/order")
    assert "Shown" in answer.text
    assert "Hidden" not in answer.text
    assert "Disabled" not in answer.text


async def test_s06_details_are_on_the_card(pages: PortalWorld) -> None:
    line = await pages.plan(title="Line inside", show_on_portal=False)
    await pages.plan(
        kind="bundle",
        title="All in one",
        component_ids=[line],
        contract_months=24,
        description="First.\nSecond <b>.",
    )
    answer = await (await pages.signed_in(await pages.customer())).get("/order")
    details = without_tags(re.findall(r"<details>.*?</details>", answer.text, re.DOTALL)[0])
    assert details == (
        "View details : All in one First. Second &lt;b&gt;. In this bundle: Line inside"
        " The contract runs for at least 24 months."
    )


async def test_s07_s09_selecting_opens_the_window_with_total_and_count(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await selected(browser, await pages.plan(), await pages.plan(amount_minor=900))
    window = await browser.get("/order?window=1")
    cards_alone = await browser.get("/order")
    assert "<dialog" in window.text
    assert "<dialog" not in cards_alone.text
    for page in (window, cards_alone):
        assert "Total: €40.00" in page.text
        assert "Cart, 2 products" in page.text


async def test_s08_deleting_the_last_line_leaves_an_empty_window(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await selected(browser, await pages.plan())
    window = (await browser.get("/order?window=1")).text
    [delete] = re.findall(r'formaction="([^"]+)"', window)
    fields = {"form_page": "/order?window=1"}
    answers = [await browser.post(delete, fields) for _ in range(2)]
    assert [one.headers["location"] for one in answers] == ["/order?window=1"] * 2
    empty = await browser.get("/order?window=1")
    assert "Your cart is empty" in empty.text
    assert "Total: €0.00" in empty.text
    assert "Cart, " not in empty.text


async def test_a_double_click_selects_once(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    plan_id = await pages.plan()
    await browser.get("/order")
    answers = await asyncio.gather(
        *(browser.post("/order", {"offering_id": plan_id}) for _ in range(4))
    )
    assert {one.headers["location"] for one in answers} == {f"/order?window={plan_id}"}
    assert "Cart, 1 product" in (await browser.get("/order")).text


async def test_selecting_leads_back_to_what_was_searched(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    plan_id = await pages.plan()
    fields = {"offering_id": plan_id, "form_page": "/order?q=fib+1&kind=internet"}
    await browser.get("/order")
    answer = await browser.post("/order", fields)
    assert answer.headers["location"] == f"/order?q=fib+1&kind=internet&window={plan_id}"


async def test_a_line_is_changed_and_paid_for_longer(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await selected(browser, await pages.plan())
    window = (await browser.get("/order?window=1")).text
    [change] = re.findall(r'action="(/order/lines/[^"/]+)"', window)
    answers = [await browser.post(change, {"quantity": "2", "period_count": "3"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert "Total: €186.00" in (await browser.follow(answers[1])).text
    late = await browser.follow(await browser.post(change, {"quantity": "5", "revision": "1"}))
    assert "changed meanwhile" in late.text
    assert "Total: €186.00" in late.text


async def test_what_is_gone_or_in_another_currency_says_what_to_do(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    dollars = Price(amount_minor=700, currency="USD", cycle=BillingCycle(kind="monthly"))
    gone = await pages.plan(title="Gone soon")
    await selected(browser, await pages.plan(), await pages.plan(price=dollars), gone)
    await replaced(pages, gone, enabled=False)
    window = await browser.get("/order?window=1")
    assert "different currencies (EUR, USD)" in window.text
    assert "This can no longer be ordered. Delete it to go on." in window.text
    assert "Cart, 3 products" in window.text


async def test_a_search_is_in_the_address_and_says_when_it_finds_nothing(
    pages: PortalWorld,
) -> None:
    await pages.plan(title="Fibre 100")
    await pages.plan(kind="voice", title="Phone")
    browser = await pages.signed_in(await pages.customer())
    found = await browser.get("/order?q=phone&kind=voice")
    assert headings(found.text) == ["Voice"]
    assert 'value="phone"' in found.text
    assert "Nothing was found" in (await browser.get("/order?q=phone&kind=internet")).text


async def test_a_long_catalogue_goes_on_by_pages(
    pages: PortalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "CARDS_A_PAGE", 2)
    for n in range(5):
        await pages.plan(title=f"Plan {n}")
    browser = await pages.signed_in(await pages.customer())
    address, seen = "/order", list[str]()
    while address:
        page = (await browser.get(address)).text
        seen += re.findall(r"<bdi>(Plan \d)</bdi>", page)
        following = re.findall(r'href="([^"]+)" rel="next"', page)
        address = following[0] if following else ""
    assert seen == [f"Plan {n}" for n in range(5)]


async def test_cards_are_rendered_once_for_all_who_see_the_same(pages: PortalWorld) -> None:
    plan_id = await pages.plan()
    browsers = [await pages.signed_in(await pages.customer()) for _ in range(3)]
    with calls_of(pages) as asked:
        await browsers[0].get("/order")
    assert len([one for one in asked if one.startswith("GET /v1/offerings")]) == 1
    for browser in browsers:
        await browser.get("/order")  # who they are is remembered from now on
    for browser in browsers:
        with calls_of(pages) as asked:
            page = await browser.get("/order")
        assert sorted(asked) == ["GET /v1/cart", "GET /v1/catalogue/revision"]
        assert plan_id in page.text


async def test_cards_are_rendered_anew_when_the_catalogue_changes(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await pages.plan(title="Before")
    assert "After" not in (await browser.get("/order")).text
    await pages.plan(title="After")
    assert "After" in (await browser.get("/order")).text


async def test_kept_cards_hold_nothing_of_one_customer(pages: PortalWorld) -> None:
    await pages.plan()
    browser = await pages.signed_in(await pages.customer())
    await browser.get("/order")
    kept = pages.portal.state.cards
    [html] = [
        one.html for edition, one in kept._kept.items() if edition.partner_id == pages.partner_id
    ]
    assert "csrf" not in html
    assert "once" not in re.findall(r'name="([^"]+)"', html)


@pytest.mark.parametrize("off", [True, False])
async def test_s02_where_ordering_is_off_page_and_buttons_refuse(
    pages: PortalWorld, off: bool
) -> None:
    """Also while the portal still remembers that it was on."""
    browser = await pages.signed_in(await pages.customer())
    plan_id = await pages.plan()
    if not off:
        await browser.get("/order")
    await pages.settle_partner(ordering_enabled=False)
    for address in ("/order", "/order?window=1", "/checkout"):
        page = await browser.get(address)
        assert "Nothing can be ordered here at the moment" in page.text
        assert "Select the service" not in page.text
    if not off:
        answer = await browser.follow(await browser.post("/order", {"offering_id": plan_id}))
        assert "switched off by your provider" in answer.text


@pytest.mark.parametrize(
    ("service", "words"),
    [("orders", "Your cart cannot be shown"), ("catalog", "The products cannot be shown")],
)
async def test_what_is_away_is_said_and_the_rest_is_there(
    pages: PortalWorld, service: str, words: str
) -> None:
    await pages.plan()
    browser = await pages.signed_in(await pages.customer())
    await browser.get("/order")
    pages.network.blocked.add(f"{service}.test")
    page = await browser.get("/order?window=1")
    assert page.status_code == 200
    assert words in page.text
    assert ("Select the service" in page.text) == (service == "orders")


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Dienst auswählen"), ("fr", "Choisir ce service")],
)
async def test_products_in_other_languages(pages: PortalWorld, language: str, words: str) -> None:
    await pages.plan()
    browser = await pages.signed_in(await pages.customer(), language)
    page = await browser.get("/order")
    assert words in page.text
    assert "Select the service" not in page.text


async def test_a_cart_that_became_too_dear_still_names_its_lines(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    plan_id = await pages.plan(title="Gold")
    await selected(browser, plan_id)
    window = (await browser.get("/order?window=1")).text
    [change] = re.findall(r'action="(/order/lines/[^"/]+)"', window)
    await browser.post(change, {"quantity": "2"})
    dear = Price(amount_minor=9 * 10**13, currency="EUR", cycle=BillingCycle(kind="monthly"))
    await replaced(pages, plan_id, price=dear)
    window = without_tags((await browser.get("/order?window=1")).text)
    assert "Gold Quantity" in window
    assert "Product 1" not in window
    assert "The amount exceeds what one order can hold" in window
    checkout = await browser.get("/checkout")
    assert "Order new product(s)" not in checkout.text
