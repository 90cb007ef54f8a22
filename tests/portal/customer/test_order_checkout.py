"""S10 to S12 and S14: the checkout, and that it orders once."""

import asyncio
import re

import pytest

from contracts.carts import AddCartLine
from contracts.catalog import BillingCycle, Price
from tests.portal.customer.ordering import (
    at_checkout,
    calls_of,
    hidden,
    replaced,
    selected,
    without_tags,
)
from tests.portal.world import PortalWorld
from tests.services.orders.world import key


def monthly(amount_minor: int) -> Price:
    return Price(amount_minor=amount_minor, currency="EUR", cycle=BillingCycle(kind="monthly"))


async def orders_of(pages: PortalWorld, customer_id: str) -> list[str]:
    listed = await pages.system.orders(partner_id=pages.partner_id, customer_id=customer_id)
    return [one.id for one in listed.items]


async def test_s12_ordering_leads_to_the_payment_of_the_order(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = await at_checkout(pages, customer=customer)
    answer = await browser.post("/checkout", {"payment_method": "simulator"})
    [order_id] = await orders_of(pages, customer._actor.id)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/orders/{order_id}/pay")
    order = await customer.order(order_id)
    assert (order.path, order.total_minor) == ("upfront", 3_100)
    assert len(pages.workflows.opened) == 1
    assert "Your cart is empty" in (await browser.get("/checkout")).text


async def test_s10_the_icon_and_the_checkout_show_the_same_cart(pages: PortalWorld) -> None:
    browser = await at_checkout(pages, await pages.plan(title="Fibre 500", amount_minor=4_200))
    for address in ("/order?window=1", "/checkout"):
        page = (await browser.get(address)).text
        assert "Fibre 500" in page
        assert "To pay now €42.00" in without_tags(page)


async def test_s11_without_a_gateway_the_order_is_a_request(pages: PortalWorld) -> None:
    await pages.settle_partner(gateway_enabled=False)
    customer = await pages.customer()
    browser = await at_checkout(pages, customer=customer)
    page = await browser.get("/checkout")
    assert 'type="radio"' not in page.text
    assert "Your order is sent as a request; nothing is charged now" in page.text
    answer = await browser.post("/checkout")
    [order_id] = await orders_of(pages, customer._actor.id)
    assert answer.headers["location"] == f"/orders/{order_id}/pay"
    assert (await customer.order(order_id)).path == "request"


async def test_s11_without_a_usable_method_it_says_why(pages: PortalWorld) -> None:
    await pages.settle_partner(payment_methods=["linked"])
    browser = await at_checkout(pages)
    page = without_tags((await browser.get("/checkout")).text)
    assert "Your order is sent as a request; nothing is charged now" in page
    assert "Add another way to pay" in page


@pytest.mark.parametrize("pay", ["upfront", "on_request"])
async def test_four_clicks_make_one_order(pages: PortalWorld, pay: str) -> None:
    await pages.settle_partner(gateway_enabled=pay == "upfront")
    customer = await pages.customer()
    browser = await at_checkout(pages, customer=customer)
    answers = await asyncio.gather(*(browser.post("/checkout") for _ in range(4)))
    [order_id] = await orders_of(pages, customer._actor.id)
    assert {one.headers.get("location") for one in answers} == {f"/orders/{order_id}/pay"}


async def test_two_windows_make_one_order(pages: PortalWorld) -> None:
    customer = await pages.customer()
    one = await at_checkout(pages, customer=customer)
    other = await pages.signed_in(customer)
    await other.get("/checkout")
    assert hidden(one)["once"] != hidden(other)["once"]
    answers = [
        *await asyncio.gather(one.post("/checkout"), other.post("/checkout")),
        await other.post("/checkout"),
    ]
    [order_id] = await orders_of(pages, customer._actor.id)
    assert {one.headers.get("location") for one in answers} == {f"/orders/{order_id}/pay"}


async def test_the_same_products_can_be_ordered_again(pages: PortalWorld) -> None:
    customer, plan_id = await pages.customer(), await pages.plan()
    for _ in range(2):
        browser = await at_checkout(pages, plan_id, customer=customer)
        assert (await browser.post("/checkout")).status_code == 303
    assert len(await orders_of(pages, customer._actor.id)) == 2


async def test_a_changed_price_is_shown_and_must_be_agreed_to(pages: PortalWorld) -> None:
    customer = await pages.customer()
    raised = await pages.plan(title="Fibre")
    browser = await at_checkout(pages, await pages.plan(), raised, customer=customer)
    await replaced(pages, raised, price=monthly(3_500))
    for _ in range(2):  # not agreeing is no agreement
        page = await browser.post("/checkout")
        assert page.status_code == 409
        assert "Fibre : €31.00 → €35.00" in without_tags(page.text)
        assert await orders_of(pages, customer._actor.id) == []
    agreed = re.findall(r'name="agreed" value="([^"]+)"', page.text)[0]
    assert agreed == "EUR 3100 3500"
    await replaced(pages, raised, price=monthly(3_600))
    page = await browser.post("/checkout", {"agreed": agreed})
    assert "Fibre : €31.00 → €36.00" in without_tags(page.text)
    assert await orders_of(pages, customer._actor.id) == []
    answer = await browser.post("/checkout", {"agreed": "EUR 3100 3600"})
    [order_id] = await orders_of(pages, customer._actor.id)
    assert answer.headers["location"] == f"/orders/{order_id}/pay"
    assert (await customer.order(order_id)).total_minor == 6_700


async def test_a_price_that_changes_after_the_quote_is_asked_about(pages: PortalWorld) -> None:
    """The first try was refused by the method, so the quote is kept."""
    customer, plan_id = await pages.customer(), await pages.plan()
    browser = await at_checkout(pages, plan_id, customer=customer)
    refused = await browser.post("/checkout", {"payment_method": "nothing-of-ours"})
    assert "You cannot pay that way here" in (await browser.follow(refused)).text
    await replaced(pages, plan_id, price=monthly(900))
    page = await browser.post("/checkout")  # as another window would, which shows the old price
    assert "€31.00 → €9.00" in page.text
    answer = await browser.post("/checkout", {"agreed": "EUR 900"})
    assert answer.status_code == 303


async def test_a_cart_that_another_window_changed_is_shown_again(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = await at_checkout(pages, customer=customer)
    more = await pages.plan(title="Put in elsewhere")
    await customer.add_cart_line(AddCartLine(offering_id=more), key=key())
    page = await browser.post("/checkout")
    assert page.status_code == 409
    assert "Your cart was changed meanwhile" in page.text
    assert "Put in elsewhere" in page.text
    assert await orders_of(pages, customer._actor.id) == []


async def test_a_line_that_is_gone_must_be_deleted_first(pages: PortalWorld) -> None:
    plan_id = await pages.plan()
    browser = await at_checkout(pages, plan_id)
    await replaced(pages, plan_id, enabled=False)
    answer = await browser.follow(await browser.post("/checkout"))
    assert "This can no longer be ordered. Delete it to go on." in answer.text
    assert "Order new product(s)" not in answer.text


async def test_a_free_order_is_a_request_without_methods(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = await at_checkout(pages, await pages.plan(amount_minor=0), customer=customer)
    page = await browser.get("/checkout")
    assert "There is nothing to pay" in page.text
    assert (await browser.post("/checkout")).status_code == 303


async def test_a_page_asks_two_services(pages: PortalWorld) -> None:
    browser = await at_checkout(pages)
    with calls_of(pages) as asked:
        await browser.get("/checkout")
    assert sorted(asked) == ["GET /v1/cart", "GET /v1/checkout-options"]


async def test_who_signs_in_after_the_session_ended_is_back_at_the_cart(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    browser = await pages.signed_in(customer)
    await selected(browser, await pages.plan())
    answer = await pages.anonymous().get("/checkout")
    assert answer.headers["location"] == "/sign-in?next=%2Fcheckout"
    again = await (await pages.signed_in(customer)).get("/checkout")
    assert "Fibre 100" in again.text


async def test_terms_must_be_agreed_to_as_they_are_now(pages: PortalWorld) -> None:
    await pages.settle_partner(terms_text="First part.\n\nSecond <b>part.")
    customer = await pages.customer()
    browser = await at_checkout(pages, customer=customer)
    terms = await browser.get("/terms")
    assert "<p>First part.</p><p>Second &lt;b&gt;part.</p>" in terms.text
    page = await browser.get("/checkout")
    [version] = re.findall(r'name="agreed_terms" value="([^"]+)"', page.text)
    for fields in ({}, {"agreed_terms": "0" * 16}):
        refused = await browser.post("/checkout", fields)
        assert refused.status_code == 422
        assert '<a href="#agreed_terms">Read the terms and agree to them' in refused.text
    assert await orders_of(pages, customer._actor.id) == []
    assert (await browser.post("/checkout", {"agreed_terms": version})).status_code == 303
    [order_id] = await orders_of(pages, customer._actor.id)
    assert (await customer.contract_summary(order_id)).terms_version == version


async def test_the_button_has_the_partner_s_words(pages: PortalWorld) -> None:
    await pages.settle_partner(order_button_text={"de": "Zahlungspflichtig bestellen"})
    customer = await pages.customer()
    for language, words in (
        ("de", "Zahlungspflichtig bestellen"),
        ("en", "Order new product(s)"),
    ):
        browser = await pages.signed_in(customer, language)
        await selected(browser, await pages.plan())
        assert f"<span data-words>{words}</span>" in (await browser.get("/checkout")).text


@pytest.mark.parametrize(
    "fields", [{"seen": "nothing"}, {"revision": "-1"}, {"pay": "never"}, {"agreed": "x" * 9_000}]
)
async def test_a_form_that_is_not_ours_orders_nothing(
    pages: PortalWorld, fields: dict[str, str]
) -> None:
    customer = await pages.customer()
    browser = await at_checkout(pages, customer=customer)
    assert (await browser.post("/checkout", fields)).status_code == 422
    assert await orders_of(pages, customer._actor.id) == []


async def test_money_and_words_are_the_language_s(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = await pages.signed_in(customer, "de")
    await selected(browser, await pages.plan())
    page = without_tags((await browser.get("/checkout")).text).replace("\u00a0", " ")
    assert "Jetzt zu zahlen 31,00 €" in page
    assert "Neue(s) Produkt(e) bestellen" in page
