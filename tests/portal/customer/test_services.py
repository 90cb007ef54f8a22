"""My services: what a customer has, what it costs and how far it is paid."""

import re
from datetime import date

import pytest

from contracts.catalog import BillingCycle, Price
from contracts.decisions import Decide, Verdict
from contracts.orders import PlaceOrder
from contracts.recording import ApplyDecision
from tests.portal.world import PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def decided(
    pages: PortalWorld, order_id: str, item_id: str, verdict: Verdict = "approve", **more: object
) -> None:
    command = Decide.model_validate({"verdict": verdict, **more})
    made = await pages.admin().decide(order_id, item_id, command, key=key())
    await pages.system.record_applied(order_id, made.decision.id, ApplyDecision())


async def test_who_has_nothing_is_led_to_the_products(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    answer = await browser.get("/services")
    assert "You have no services yet" in answer.text
    main = answer.text.partition("<main")[2]
    assert main.count('href="/order"') == 1, "the same button twice asks which one to take"
    assert 'role="search"' not in answer.text


async def test_s18_a_paid_service_is_active_and_says_nothing_of_confirmation(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    browser = await pages.signed_in(customer)
    [service] = (await customer.subscriptions()).items
    for path in ("/services", f"/services/{service.id}"):
        page = (await browser.get(path)).text
        assert "Active" in page
        assert "€31.00 per month" in page
        assert "31 January 2023" in page, "paid until"
        assert f"/orders/{order.id}" in page
        assert "confirm" not in page.lower()
        assert "approv" not in page.lower()


async def test_a_later_start_is_told_in_plain_words(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    browser = await pages.signed_in(customer)
    assert ">Pending<" in (await browser.get("/services")).text
    await decided(pages, order.id, order.items[0].id, start_on=date(2023, 1, 14))
    page = (await browser.get("/services")).text
    assert ">Scheduled<" in page, "the day stands beside it"
    assert "14 January 2023" in page
    title = order.items[0].line.title
    assert f'See the order<span class="visually-hidden">: {title}</span>' in page
    [service] = (await customer.subscriptions()).items
    assert "Scheduled from 14 January 2023" in (await browser.get(f"/services/{service.id}")).text


async def test_search_and_filters_are_in_the_address(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer, item_count=2)
    browser = await pages.signed_in(customer)

    async def shown(query: str) -> list[str]:
        page = (await browser.get(f"/services?{query}")).text
        return [title for title in ("Plan 0", "Plan 1") if f">{title}</a>" in page]

    assert await shown("q=&kind=&state=") == ["Plan 0", "Plan 1"]
    assert await shown("q=plan+0") == ["Plan 0"]
    assert await shown("state=active&kind=internet") == ["Plan 0", "Plan 1"]
    assert await shown("state=archived") == []
    narrowed = (await browser.get("/services?q=none&state=active")).text
    assert "No service fits" in narrowed
    assert 'value="none"' in narrowed
    assert 'value="active" selected' in narrowed


async def test_the_order_of_services_is_in_the_address(pages: PortalWorld) -> None:
    customer = await pages.customer()
    for title, amount_minor in (("äther", 3_000), ("Zeta", 1_000), ("Beta", 2_000)):
        plan = await pages.plan(amount_minor, title=title)
        wanted = PlaceOrder(quote_id=await pages.quote(customer, plan), pay="on_request")
        await customer.place_order(wanted, key=key())
    browser = await pages.signed_in(customer)

    async def titles(query: str) -> list[str]:
        page = (await browser.get(f"/services?{query}")).text
        return re.findall(r'href="/services/sub_[^"]*">([^<]+)</a>', page)

    assert await titles("sort=") == ["Beta", "Zeta", "äther"]
    assert await titles("sort=name") == ["äther", "Beta", "Zeta"]
    assert await titles("sort=price") == ["Zeta", "Beta", "äther"]
    assert await titles("sort=price&q=eta") == ["Zeta", "Beta"]
    assert '<option value="price" selected>' in (await browser.get("/services?sort=price")).text
    assert (await browser.get("/services?sort=colour")).status_code == 404


async def test_a_long_list_goes_on_under_the_same_filter(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer, item_count=21)
    browser = await pages.signed_in(customer)
    first = (await browser.get("/services?state=active")).text
    assert first.count('data-label="Service"') == 20
    assert "state=active&amp;cursor=" in first
    following = first.split('href="/services?state=active&amp;cursor=')[1].split('"')[0]
    second = (await browser.get(f"/services?state=active&cursor={following}")).text
    assert second.count('data-label="Service"') == 1
    assert 'href="/services?state=active"' in second


async def test_what_is_bought_once_has_no_period(pages: PortalWorld) -> None:
    customer = await pages.customer()
    router = await pages.plan(
        kind="one_time",
        title="<b>Router</b>",
        price=Price(amount_minor=9_900, currency="EUR", cycle=BillingCycle(kind="once")),
    )
    quote_id = await pages.quote(customer, router)
    await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    page = (await (await pages.signed_in(customer)).get("/services")).text
    assert "€99.00 once" in page
    assert "&lt;b&gt;Router" in page


async def test_anothers_service_is_not_there(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    [service] = (await customer.subscriptions()).items
    other = await pages.signed_in(await pages.customer())
    assert (await other.get(f"/services/{service.id}")).status_code == 404
    assert (await pages.anonymous().get("/services")).headers["location"] == (
        "/sign-in?next=%2Fservices"
    )


@pytest.mark.parametrize(("language", "words"), [("de", "pro Monat"), ("fr", "par mois")])
async def test_services_in_other_languages(pages: PortalWorld, language: str, words: str) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    page = (await (await pages.signed_in(customer, language)).get("/services")).text
    assert words in page
