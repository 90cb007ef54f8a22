"""What one of the staff finds in the portal as a customer, and what stays closed to it."""

import asyncio
import re
from functools import partial

import pytest
from sqlalchemy import update

from portal.identity.tables import accounts, sessions
from tests.patience import eventually
from tests.portal.cashier import Cashier
from tests.portal.customer.ordering import is_waited_for, selected, without_tags
from tests.portal.seen.crawling import STARTS, pages_by_links
from tests.portal.seen.test_every_page import with_a_life
from tests.portal.visiting import visit_cookie, visiting
from tests.portal.world import COOKIE, PortalWorld

pytestmark = pytest.mark.engines


async def test_a_visit_stands_beside_the_browsers_own_session(pages: PortalWorld) -> None:
    mine, hers = await pages.customer(), await pages.customer()
    own = await pages.session_of(mine)
    order = (await pages.request(hers)).order
    browser = pages.anonymous()
    browser.keep(COOKIE, own)
    await visiting(pages, hers, browser)
    assert (await browser.get(f"/orders/{order.id}")).status_code == 200
    answer = await browser.post("/visit/end")
    assert answer.headers["location"] == "/visit/over"
    assert "The visit is over" in (await browser.follow(answer)).text
    assert not visit_cookie(browser)
    assert browser._http.cookies.get(COOKIE) == own
    assert (await browser.get(f"/orders/{order.id}")).status_code == 404
    page = await browser.get("/orders")
    assert page.status_code == 200
    assert "End the visit" not in page.text


async def test_an_order_placed_in_it_names_both_and_the_customer_reads_of_support(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    browser, email = await visiting(pages, customer)
    await selected(browser, await pages.plan())
    await browser.get("/checkout")
    answer = await browser.post("/checkout", {"payment_method": "simulator"})
    assert answer.status_code == 303
    found = re.match(r"/orders/(ord_[0-9a-z]+)/", answer.headers["location"])
    assert found
    audit = (await pages.admin().audit(found[1])).items
    assert audit
    assert {one.actor for one in audit} == {f"customer/{customer._actor.id} by admin/{email}"}
    own = await pages.signed_in(customer)
    page = await own.get(f"/orders/{found[1]}")
    assert "by support, in your name" in page.text
    assert email not in page.text
    desk = await pages.signed_in_staff()
    shown = without_tags((await desk.get(f"/orders/{found[1]}")).text)
    assert "Carl by Ada Adler" in shown


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/security"),
        ("POST", "/security/password"),
        ("POST", "/security/email"),
        ("POST", "/security/sessions/end-others"),
        ("POST", "/security/sessions/ses_1/end"),
        ("GET", "/payment-methods/link"),
    ],
)
async def test_how_the_customer_signs_in_and_pays_stays_closed(
    pages: PortalWorld, method: str, path: str
) -> None:
    browser, email = await visiting(pages, await pages.customer())
    await browser.get("/profile")
    answer = await (browser.get(path) if method == "GET" else browser.post(path))
    assert answer.status_code == 403
    assert "Only the customer can do this" in answer.text
    assert f"you ({email}) are here as" in answer.text


async def test_every_page_says_who_is_here_as_whom_and_has_the_way_out(pages: PortalWorld) -> None:
    browser, email = await visiting(pages, await with_a_life(pages))
    found = await pages_by_links(browser, *STARTS)
    assert set(found.values()) == {200, 403}
    for path in found:
        page = (await browser.get(path)).text
        assert f"Support: you ({email}) are here as Carl, until" in page, path
        assert 'action="/visit/end"' in page, path


async def test_no_link_leads_to_what_is_closed(pages: PortalWorld) -> None:
    browser, _ = await visiting(pages, await pages.customer())
    for path in ("/", "/profile", "/payment-methods"):
        page = (await browser.get(path)).text
        assert 'href="/security"' not in page, path
        assert "/payment-methods/link" not in page, path
        assert 'action="/sign-out"' not in page, path


async def test_signing_out_ends_the_visit_alone(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = pages.anonymous()
    browser.keep(COOKIE, await pages.session_of(customer))
    await visiting(pages, await pages.customer(), browser)
    await browser.get("/")
    answer = await browser.post("/sign-out")
    assert answer.headers["location"] == "/visit/over"
    assert not visit_cookie(browser)
    assert (await browser.get("/orders")).status_code == 200


async def test_the_customer_sees_a_visit_and_ends_it(pages: PortalWorld) -> None:
    """It is none of the customer's devices, and is not counted as one."""
    customer = await pages.customer()
    visitor, email = await visiting(pages, customer)
    own = await pages.signed_in(customer)
    page = (await own.get("/security")).text
    assert re.search("Opened by .* for support", page)
    assert email not in page
    assert "Sign out on all other devices" not in page
    [session_id] = re.findall(r"/security/sessions/(ses_[a-z0-9]+)/end", page)
    await own.post(f"/security/sessions/{session_id}/end")
    answer = await visitor.get("/orders")
    assert (answer.status_code, answer.headers["location"]) == (303, "/visit/over")
    again, _ = await visiting(pages, customer)
    other = await pages.signed_in(customer)
    await own.get("/security")
    answer = await own.follow(await own.post("/security/sessions/end-others"))
    assert "1 other device was signed out" in answer.text
    for ended in (again, other):
        assert (await ended.get("/orders")).status_code == 303


async def test_a_form_that_comes_after_the_end_does_nothing(pages: PortalWorld) -> None:
    """Neither as the customer, nor as whoever else is signed in here."""
    mine, hers = await pages.customer(), await pages.customer()
    browser = pages.anonymous()
    browser.keep(COOKIE, await pages.session_of(mine))
    await visiting(pages, hers, browser)
    offering = await pages.plan()
    await browser.get("/order")
    context = pages.portal.state.context
    async with context.database.begin() as connection:
        past = update(sessions).where(sessions.c.visit_id.is_not(None))
        await connection.execute(past.values(ends_at=context.now()))
    answer = await browser.post("/order", {"offering_id": offering})
    assert (answer.status_code, answer.headers["location"]) == (303, "/visit/over")
    assert (await hers.cart()).line_count == 0
    assert (await mine.cart()).line_count == 0


async def test_a_visits_cookie_is_no_session_of_a_customer(pages: PortalWorld) -> None:
    visitor, _ = await visiting(pages, await pages.customer())
    browser = pages.anonymous()
    browser.keep(COOKIE, visit_cookie(visitor))
    assert (await browser.get("/orders")).headers["location"].startswith("/sign-in")


async def test_an_open_stream_ends_once_its_visitor_may_not_come(
    pages: PortalWorld, cashier: Cashier
) -> None:
    customer = await pages.customer()
    order_id = (await pages.upfront(customer)).order.id
    await cashier.open(order_id)
    browser, email = await visiting(pages, customer)
    streaming = asyncio.create_task(browser.get(f"/orders/{order_id}/return/live"))
    await eventually(partial(is_waited_for, pages, order_id))
    context = pages.admin_portal.state.context
    async with context.database.begin() as connection:
        kept_out = update(accounts).where(accounts.c.email == email)
        await connection.execute(kept_out.values(disabled_at=context.now()))
    heard = await asyncio.wait_for(streaming, 30)
    assert "event: final" not in heard.text
