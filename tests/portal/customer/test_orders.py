"""The customer's orders: found, read, and ended by whoever ordered."""

import re
from datetime import date

import pytest

from contracts.decisions import Decide
from contracts.orders import PlaceOrder
from contracts.recording import ApplyDecision
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def test_who_ordered_nothing_is_led_to_the_products(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    page = await browser.get("/orders")
    assert "You have no orders yet" in page.text
    assert 'href="/order"' in page.text


async def test_the_list_shows_what_waits_for_whom(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.upfront(customer)
    await pages.request(customer, item_count=5)
    page = (await (await pages.signed_in(customer)).get("/orders")).text
    for words in ("Waiting for payment", "Waiting for approval", "and 2 more", "€31.00"):
        assert words in page


async def test_filters_are_in_the_address(pages: PortalWorld) -> None:
    customer = await pages.customer()
    paid = await pages.paid(customer)
    request = (await pages.request(customer)).order
    browser = await pages.signed_in(customer)
    waiting = (await browser.get("/orders?state=waiting_for_approval")).text
    assert f"/orders/{request.id}" in waiting
    assert f"/orders/{paid.id}" not in waiting, "it waits for nothing that its customer knows of"
    found = (await browser.get(f"/orders?q={paid.id}")).text
    assert (f"/orders/{paid.id}" in found, f"/orders/{request.id}" in found) == (True, False)
    scheduled = (await browser.get("/orders?state=scheduled")).text
    active = (await browser.get("/orders?state=active")).text
    assert (f"/orders/{paid.id}" in active, f"/orders/{request.id}" in active) == (True, False)
    assert "No order fits" in scheduled
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    made = await pages.admin().decide(request.id, request.items[0].id, command, key=key())
    await pages.system.record_applied(request.id, made.decision.id, ApplyDecision())
    scheduled = (await browser.get("/orders?state=scheduled")).text
    assert (f"/orders/{paid.id}" in scheduled, f"/orders/{request.id}" in scheduled) == (
        False,
        True,
    )
    on_that_day = "placed_from=2023-01-01&placed_to=2023-01-01"
    assert f"/orders/{paid.id}" in (await browser.get(f"/orders?{on_that_day}")).text
    before = (await browser.get("/orders?placed_to=2022-12-31")).text
    assert "No order fits" in before
    assert 'value="2022-12-31"' in before


async def test_an_order_is_found_by_a_product_in_it(pages: PortalWorld) -> None:
    customer = await pages.customer()
    quote_id = await pages.quote(customer, await pages.plan(title="Straße 50% Über-Glasfaser"))
    order = await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    await pages.request(customer)
    browser = await pages.signed_in(customer)
    for words in ("glasfaser", "STRASSE", "50%25", order.order.id[-8:]):
        page = (await browser.get(f"/orders?q={words}")).text
        assert page.count('href="/orders/ord_') == 1, words
        assert f"/orders/{order.order.id}" in page
    for words in ("%25%25", "50_", "cable"):
        assert "No order fits" in (await browser.get(f"/orders?q={words}")).text


@pytest.mark.parametrize("query", ["state=paid", "placed_from=someday", "q=" + "x" * 101])
async def test_what_no_filter_has_is_no_page(pages: PortalWorld, query: str) -> None:
    browser = await pages.signed_in(await pages.customer())
    assert (await browser.get(f"/orders?{query}")).status_code == 404


async def test_a_long_list_goes_on(pages: PortalWorld) -> None:
    customer = await pages.customer()
    orders = [(await pages.request(customer)).order.id for _ in range(21)]
    browser = await pages.signed_in(customer)
    first = (await browser.get("/orders")).text
    [following] = [part.split('"')[0] for part in first.split('href="')[1:] if "cursor=" in part][
        :1
    ]
    second = (await browser.get(following.replace("&amp;", "&"))).text
    assert f"/orders/{orders[0]}" in second
    assert f"/orders/{orders[0]}" not in first


async def test_an_export_holds_what_the_filter_shows(pages: PortalWorld) -> None:
    customer = await pages.customer()
    quote_id = await pages.quote(customer, await pages.plan(title="=cmd()|A1"))
    order = await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    paid = await pages.paid(customer)
    browser = await pages.signed_in(customer)
    answer = await browser.get("/orders/export.csv?state=waiting_for_approval")
    assert "attachment" in answer.headers["content-disposition"]
    assert order.order.id in answer.text
    assert "'=cmd()" in answer.text
    assert paid.id not in answer.text


async def test_s18_a_paid_order_says_nothing_of_confirmation(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    browser = await pages.signed_in(customer)
    for path in ("/orders", f"/orders/{order.id}", f"/orders/{order.id}/return"):
        shown = (await browser.get(path)).text.lower()
        page = re.sub("<option.*?</option>", "", shown)
        assert "active" in page
        assert "confirm" not in page
        assert "approv" not in page


async def test_an_order_shows_its_items_documents_and_story(
    pages: PortalWorld, cashier: Cashier
) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer, item_count=2)).order
    await cashier.pay(await cashier.open(order.id))
    await cashier.bring(order.id)
    page = (await (await pages.signed_in(customer)).get(f"/orders/{order.id}")).text
    for words in ("Plan 0", "Plan 1", "€62.00", "Invoice ", "/finance/invoices/", "Paid on"):
        assert words in page


async def test_payments_away_leaves_the_rest_of_the_order(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    browser = await pages.signed_in(customer)
    pages.network.blocked.add("payments.test")
    page = await browser.get(f"/orders/{order.id}")
    assert page.status_code == 200
    assert "Invoices and credit notes cannot be shown at the moment" in page.text
    assert "€31.00" in page.text


async def test_what_is_not_paid_can_be_paid_sent_or_cancelled(
    pages: PortalWorld, cashier: Cashier
) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    await cashier.open(order.id)
    page = (await (await pages.signed_in(customer)).get(f"/orders/{order.id}")).text
    for way in ("pay", "request", "cancel"):
        assert f'"/orders/{order.id}/{way}"' in page


async def test_what_is_processed_is_not_paid_twice(pages: PortalWorld, cashier: Cashier) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    await cashier.pay(await cashier.open(order.id), "pending_then_success")
    await customer.look_at_payment(order.id)
    page = (await (await pages.signed_in(customer)).get(f"/orders/{order.id}")).text
    assert "Do not pay a second time" in page
    assert "Pay now" not in page


async def test_an_unpaid_order_is_sent_as_a_request_instead(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    browser = await pages.signed_in(customer)
    await browser.get(f"/orders/{order.id}")
    answer = await browser.post(f"/orders/{order.id}/request")
    assert "Sent for approval" in (await browser.follow(answer)).text


async def test_cancelling_is_asked_for_first_and_done_once(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    browser = await pages.signed_in(customer)
    asked = await browser.get(f"/orders/{order.id}/cancel")
    assert "given back to you in full" in asked.text
    assert (await customer.order(order.id)).status != "cancelled"
    for _ in range(2):
        answer = await browser.post(f"/orders/{order.id}/cancel")
        assert answer.headers["location"] == f"/orders/{order.id}"
    page = await browser.follow(answer)
    assert "was cancelled" in page.text
    assert ">Cancelled<" in page.text


async def test_who_cancels_too_late_is_told_so_on_the_order(pages: PortalWorld) -> None:
    await pages.settle_partner(time_zone="Asia/Kolkata")
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    browser = await pages.signed_in(customer)
    await browser.get(f"/orders/{order.id}/cancel")
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    made = await pages.admin().decide(order.id, order.items[0].id, command, key=key())
    await pages.system.record_applied(order.id, made.decision.id, ApplyDecision())
    refused = await browser.post(f"/orders/{order.id}/cancel")
    assert refused.headers["location"] == f"/orders/{order.id}/cancel"
    back = await browser.follow(refused)
    page = await browser.follow(back)
    assert 'role="alert"' in page.text
    assert "approved this order at 1 Jan 2023, 17:30 +0530." in page.text
    assert 'data-kind="info">Scheduled<' in page.text


async def test_another_customers_order_is_not_found(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    other = await pages.signed_in(await pages.customer())
    for path in ("", "/cancel"):
        assert (await other.get(f"/orders/{order.id}{path}")).status_code == 404
    await other.get("/orders")
    for path in ("/cancel", "/request"):
        assert (await other.post(f"/orders/{order.id}{path}")).status_code in (403, 404)


async def test_titles_stay_text(pages: PortalWorld) -> None:
    customer = await pages.customer()
    title = "<script>alert(1)</script> Zo\u00eb"
    quote_id = await pages.quote(customer, await pages.plan(title=title))
    order = await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    browser = await pages.signed_in(customer)
    for path in ("/orders", f"/orders/{order.order.id}", f"/orders/{order.order.id}/cancel"):
        page = (await browser.get(path)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
