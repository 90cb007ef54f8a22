"""Back from the payment page a customer reads one word, and is never asked to pay who may
just have paid."""

import asyncio
import re
import time
from datetime import timedelta
from functools import partial
from html import unescape

import httpx2 as httpx
import pytest

from contracts.decisions import Decide
from contracts.orders import PlaceOrder
from portal.customer.orders.outcome import FINAL, LOOKS
from portal.identity.domain.sessions import Session
from tests.patience import eventually
from tests.portal.cashier import Cashier
from tests.portal.customer.ordering import is_waited_for, ordered
from tests.portal.resting import end_of, left_alone
from tests.portal.world import COOKIE, PORTAL_URL, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines
TITLES = ("Successful", "Pending", "Failed", "Sent for approval", "Checking")


def titles(page: str) -> list[str]:
    """Those of these that a page shows as what came of it."""
    return [one for one in re.findall(r"<h2>([^<]*)</h2>", page) if one in TITLES]


async def test_who_has_paid_is_told_so(pages: PortalWorld, cashier: Cashier) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id))
    checking = await browser.get(f"/orders/{order_id}/return")
    assert titles(checking.text) == ["Checking"]
    assert "/pay" not in checking.text
    await cashier.bring(order_id)
    done = await browser.get(f"/orders/{order_id}/return")
    assert titles(done.text) == ["Successful"]
    assert "are active from" in done.text
    assert "confirm" not in done.text.lower()
    assert "refresh" not in done.text
    assert "hx-sse:connect" not in done.text


async def test_an_order_of_the_api_leads_back_to_its_result_by_itself(
    pages: PortalWorld, cashier: Cashier, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = pages.app.state.context.settings
    monkeypatch.setattr(orders, "portal_url", PORTAL_URL)
    _, browser, order_id = await ordered(pages)
    at_gateway = await cashier.open(order_id)
    async with httpx.AsyncClient(transport=pages.network) as gateway:
        page = await gateway.get(at_gateway)
        assert f"form-action 'self' {PORTAL_URL}" in page.headers["content-security-policy"]
        pressed = await gateway.post(at_gateway, data={"card": "success"})
    assert pressed.headers["location"] == f"{PORTAL_URL}/orders/{order_id}/return"
    back = await browser.get(pressed.headers["location"])
    assert titles(back.text) == ["Checking"]
    await cashier.bring(order_id)
    assert titles((await browser.get(back.url.path)).text) == ["Successful"]


async def test_a_payment_that_pends_is_neither_paid_nor_failed(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id), "pending_then_success")
    page = await browser.get(f"/orders/{order_id}/return")
    assert titles(page.text) == ["Pending"]
    again = re.search(r'url=(/orders/[^"]*)"', page.text)
    assert again is not None
    assert titles((await browser.get(again[1].replace("&amp;", "&"))).text) == ["Pending"]


async def test_a_page_that_looks_again_without_scripts_can_be_stopped(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id), "pending_then_success")
    page = (await browser.get(f"/orders/{order_id}/return")).text
    assert '<noscript><meta http-equiv="refresh" content="10; ' in " ".join(page.split()).replace(
        "<noscript> ", "<noscript>"
    )
    [stop] = re.findall(r'href="(/orders/[^"]*still=true)"', page)
    stays = (await browser.get(unescape(stop))).text
    assert titles(stays) == ["Pending"]
    assert "refresh" not in stays
    assert "This page stays as it is until you look again." in stays
    [again] = re.findall(r'href="(/orders/[^"]*still=true)"', stays)
    assert again == stop
    assert "hx-sse:connect" in stays, "where there are scripts it turns in its place"


async def test_a_failure_says_what_was_not_charged_and_what_to_do(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id), "decline")
    await cashier.bring(order_id)
    page = await browser.get(f"/orders/{order_id}/return")
    assert titles(page.text) == ["Failed"]
    assert "nothing was activated" in page.text
    assert f"/orders/{order_id}/pay-again" in page.text


async def test_a_request_was_sent_for_approval(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    browser = await pages.signed_in(customer)
    page = await browser.get(f"/orders/{order.id}/return")
    assert titles(page.text) == ["Sent for approval"]
    assert "Nothing was charged" in page.text


async def test_a_closed_order_did_not_fail(pages: PortalWorld, cashier: Cashier) -> None:
    async def closed(order_id: str) -> str:
        await customer.cancel_order(order_id, key=key())
        page = (await browser.get(f"/orders/{order_id}/return")).text
        assert "<h2>Order cancelled</h2>" in page
        assert titles(page) == []
        assert "refresh" not in page
        assert "/pay" not in page
        return page

    customer, browser, unpaid = await ordered(pages)
    await cashier.open(unpaid)
    assert "Nothing is to be paid" in await closed(unpaid)
    paid = (await pages.paid(customer)).id
    assert "what you paid is given back to you" in await closed(paid)
    request = (await pages.request(customer)).order.id
    assert "Nothing was charged" in await closed(request)


async def test_a_request_that_was_not_approved_says_so(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    browser = await pages.signed_in(customer)
    command = Decide(verdict="reject", reason="No fibre there.")
    await pages.admin().decide(order.id, order.items[0].id, command, key=key())
    page = (await browser.get(f"/orders/{order.id}/return")).text
    assert "<h2>Order not approved</h2>" in page


async def test_nobody_is_asked_to_pay_within_ten_seconds(
    pages: PortalWorld, cashier: Cashier
) -> None:
    customer, browser, order_id = await ordered(pages)
    await cashier.open(order_id)
    before = time.time()
    page = await browser.get(f"/orders/{order_id}/return")
    assert titles(page.text) == ["Checking"]
    assert "Pay now" not in page.text
    [since, *_] = re.findall(r"since=([0-9]+)", page.text)
    assert int(since) >= before, "the ten seconds began before the return"
    assert "Pay now" not in (await browser.get("/")).text
    elsewhere = await pages.signed_in(customer)
    assert "Pay now" in (await elsewhere.get("/")).text
    to_pay = await browser.get(f"/orders/{order_id}/pay")
    assert to_pay.headers["location"] == f"/orders/{order_id}/return"


async def test_who_left_the_payment_page_is_led_back_to_it_later(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.open(order_id)
    page = await browser.get(f"/orders/{order_id}/return?since=1600000000")
    assert titles(page.text) == ["Checking"]
    assert "nothing was charged" in page.text
    assert f'href="/orders/{order_id}/pay"' in page.text


async def test_while_payments_is_away_it_is_checked(pages: PortalWorld, cashier: Cashier) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.open(order_id)
    pages.network.blocked.add("payments.test")
    page = await browser.get(f"/orders/{order_id}/return?since=1600000000")
    assert titles(page.text) == ["Checking"]
    assert "Pay now" not in page.text


async def test_a_stream_says_what_is_and_ends_with_what_is_final(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id))
    streaming = asyncio.create_task(browser.get(f"/orders/{order_id}/return/live"))
    await cashier.bring(order_id)
    pages.clock.at += timedelta(seconds=4)
    heard = await streaming
    assert heard.headers["content-type"].startswith("text/event-stream")
    assert titles(heard.text)[-1] == "Successful"
    assert heard.text.rstrip().endswith("event: final\ndata:")
    assert "retry: 500" in heard.text


async def test_a_stream_ends_with_the_session(pages: PortalWorld, cashier: Cashier) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.open(order_id)
    identity = pages.portal.state.context.identity
    session = await identity.session(browser._http.cookies.get(COOKIE) or "")
    assert isinstance(session, Session)
    streaming = asyncio.create_task(browser.get(f"/orders/{order_id}/return/live"))
    await eventually(partial(is_waited_for, pages, order_id))
    await identity.sign_out(session.id)
    heard = await asyncio.wait_for(streaming, 30)
    assert "event: final" not in heard.text


async def test_an_open_stream_does_not_put_off_the_sessions_end(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id))
    streaming = asyncio.create_task(browser.get(f"/orders/{order_id}/return/live"))
    await eventually(partial(is_waited_for, pages, order_id))
    cookie = browser._http.cookies.get(COOKIE) or ""
    ends_at = await left_alone(pages.portal, cookie)
    await cashier.bring(order_id)
    pages.clock.at += timedelta(seconds=4)
    assert titles((await streaming).text)[-1] == "Successful"
    assert await end_of(pages.portal, cookie) == ends_at


async def test_where_too_many_streams_are_open_one_says_what_is_and_asks_again(
    pages: PortalWorld, cashier: Cashier, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, browser, order_id = await ordered(pages)
    payment_page = await cashier.open(order_id)
    monkeypatch.setattr(pages.portal.state.context.places, "_most_of_account", 1)
    live = f"/orders/{order_id}/return/live"
    staying = asyncio.create_task(browser.get(live))
    await eventually(partial(is_waited_for, pages, order_id))
    for _ in range(2):
        heard = await asyncio.wait_for(browser.get(live), 10)
        assert titles(heard.text) == ["Checking"]
        assert "retry: 2000" in heard.text
        assert "event: final" not in heard.text
    await cashier.pay(payment_page)
    await cashier.bring(order_id)
    pages.clock.at += timedelta(seconds=4)
    assert titles((await staying).text)[-1] == "Successful"
    assert pages.portal.state.context.places._taken.total() == 0


@pytest.mark.parametrize("path", ["return", "return/live", "pay", "pay-again"])
async def test_another_customers_order_is_not_found(pages: PortalWorld, path: str) -> None:
    _, _, order_id = await ordered(pages)
    other = await pages.signed_in(await pages.customer())
    assert (await other.get(f"/orders/{order_id}/{path}")).status_code == 404


async def test_paying_goes_on_to_the_gateway_by_itself(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    follows = await browser.get(f"/orders/{order_id}/pay")
    assert f'<meta http-equiv="refresh" content="5; url=/orders/{order_id}/pay">' in follows.text
    stays = await browser.get(f"/orders/{order_id}/pay?still=true")
    assert "refresh" not in stays.text
    assert f'href="/orders/{order_id}/pay?still=true"' in stays.text
    url = await cashier.open(order_id)
    page = await browser.get(f"/orders/{order_id}/pay")
    assert f'content="0; url={url}"' in page.text
    assert f'href="{url}"' in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_back_after_payment_shows_the_order(pages: PortalWorld, cashier: Cashier) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id))
    await cashier.bring(order_id)
    back = await browser.get(f"/orders/{order_id}/pay")
    assert back.headers["location"] == f"/orders/{order_id}"
    assert "Successful" in (await browser.follow(back)).text


async def test_instructions_are_shown_to_be_copied(pages: PortalWorld, cashier: Cashier) -> None:
    await pages.settle_partner(payment_methods=["page", "instructions"])
    customer = await pages.customer()
    quote_id = await pages.quote(customer)
    command = PlaceOrder(quote_id=quote_id, pay="upfront", payment_method="offline")
    order = (await customer.place_order(command, key=key())).order
    await cashier.open(order.id)
    page = await (await pages.signed_in(customer)).get(f"/orders/{order.id}/pay")
    assert "data-copy" in page.text
    assert "http-equiv" not in page.text.replace("<noscript>", "")
    assert "To be paid by" in page.text


def test_every_word_has_its_look() -> None:
    assert set(LOOKS) > FINAL
