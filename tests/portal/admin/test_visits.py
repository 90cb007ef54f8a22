"""One of the staff opens the portal as a customer: who may, once, and what is kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from sqlalchemy import update

from clients.portal import PortalClient
from contracts.actors import Actor
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.staff import StaffRole
from contracts.visits import AskVisit, VisitIsNotAllowed, VisitView
from portal.identity.tables import accounts
from tests.portal.customer.people import portal_of
from tests.portal.visiting import REASON, desk_of, page_of, sent, visit_cookie, visiting
from tests.portal.world import PORTAL_URL, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


@pytest.mark.parametrize("role", ["partner_admin", "super_admin"])
async def test_an_address_opens_the_portal_once(pages: PortalWorld, role: StaffRole) -> None:
    customer = await pages.customer()
    desk, email = await desk_of(pages, role)
    path = await sent(pages, desk, customer, role)
    browser, replayed = pages.anonymous(), pages.anonymous()
    page = await browser.follow(await browser.get(path))
    assert page.status_code == 200
    assert f"Support: you ({email}) are here as Carl, until" in page.text
    assert "End the visit" in page.text
    again = await replayed.get(path)
    assert again.status_code == 410
    assert "has opened the portal already" in again.text
    assert not visit_cookie(replayed)
    assert (await replayed.get("/")).status_code == 303


async def test_a_reason_is_needed(pages: PortalWorld) -> None:
    customer = await pages.customer()
    desk, _ = await desk_of(pages)
    form = page_of(pages, customer, "partner_admin", "/visit")
    for reason in ("", "  a  ", "x" * 501):
        await desk.get(form)
        answer = await desk.post(form, {"reason": reason})
        assert answer.status_code == 422, reason
        assert PORTAL_URL in answer.headers["content-security-policy"]
    assert (await _visits(pages, customer._actor)) == []


async def test_two_clicks_are_one_visit(pages: PortalWorld) -> None:
    customer = await pages.customer()
    desk, _ = await desk_of(pages)
    form = page_of(pages, customer, "partner_admin", "/visit")
    await desk.get(form)
    one, other = [await desk.post(form, {"reason": REASON}) for _ in range(2)]
    assert one.headers["location"] == other.headers["location"]
    assert len(await _visits(pages, customer._actor)) == 1


async def test_the_customers_page_says_who_came_why_and_until_when(pages: PortalWorld) -> None:
    customer = await pages.customer()
    desk, idle = await desk_of(pages)
    here = page_of(pages, customer, "partner_admin") + "?tab=visits"
    assert "Nobody has opened the portal as this customer yet" in (await desk.get(here)).text
    await sent(pages, desk, customer)
    listed = unescape((await desk.get(here)).text)
    assert f"admin/{idle}" in listed
    assert REASON in listed
    assert "Nobody came" in listed
    browser, email = await visiting(pages, customer)
    listed = (await desk.get(here)).text
    assert f"admin/{email}" in listed
    assert "There now" in listed
    await browser.get("/")
    await browser.post("/visit/end")
    assert "There now" not in (await desk.get(here)).text
    newest, _ = await _visits(pages, customer._actor)
    assert newest.began_at
    assert newest.ends_at
    assert newest.began_at < newest.ends_at
    assert not newest.is_open


async def test_nobody_opens_it_who_may_not(pages: PortalWorld) -> None:
    """Not even past the pages: the portal asks who somebody is at this moment."""
    customer = (await pages.customer())._actor
    wanted = AskVisit(partner_id=pages.partner_id, customer_id=customer.id, reason=REASON)
    operator = await pages.one_of_the_staff("operator")
    foreign = await pages.one_of_the_staff(partner_id=pages.partner_id % 99 + 1)
    own = pages.partner_id
    refused = {
        Actor(kind="operator", id=operator): VisitIsNotAllowed,
        Actor(kind="operator", id=foreign): VisitIsNotAllowed,
        Actor(kind="operator", id="nobody@provider.example"): VisitIsNotAllowed,
        Actor(kind="operator", id="cli"): VisitIsNotAllowed,
        Actor(kind="admin", id=foreign, partner_id=own): VisitIsNotAllowed,
        Actor(kind="admin", id=foreign, partner_id=own % 99 + 1): ObjectIsNotFound,
        customer: ActionIsNotAllowed,
    }
    for actor, refusal in refused.items():
        with pytest.raises(refusal):
            await portal_of(pages, actor).ask_visit(wanted, key=key())
    with pytest.raises(ActionIsNotAllowed):
        await portal_of(pages, customer).visits(customer.id)
    with pytest.raises(ObjectIsNotFound):
        await portal_of(pages, Actor(kind="admin", id=foreign, partner_id=own % 99 + 1)).visits(
            customer.id, partner_id=own
        )


@pytest.mark.parametrize(
    "change",
    [
        {"role": "operator", "partner_id": None},
        {"partner_id": 98},
        {"disabled": True},
    ],
)
async def test_whoever_may_not_come_any_more_is_out_at_once(
    pages: PortalWorld, change: dict[str, object]
) -> None:
    customer = await pages.customer()
    browser, email = await visiting(pages, customer)
    assert (await browser.get("/orders")).status_code == 200
    context = pages.admin_portal.state.context
    values = {"disabled_at": context.now()} if change.get("disabled") else change
    async with context.database.begin() as connection:
        await connection.execute(update(accounts).where(accounts.c.email == email).values(**values))
    answer = await browser.get("/orders")
    assert (answer.status_code, answer.headers["location"]) == (303, "/visit/over")
    assert not visit_cookie(browser)
    [visit] = await _visits(pages, customer._actor)
    assert not visit.is_open


async def test_while_nobody_can_say_who_may_come_a_visit_shows_nothing(
    pages: PortalWorld,
) -> None:
    """And ends all the same; customers notice nothing."""
    customer = await pages.customer()
    browser, _ = await visiting(pages, customer)
    own = await pages.signed_in(customer)
    await browser.get("/")
    with _away(pages, "admin.test"):
        assert (await browser.get("/orders")).status_code == 503
        assert (await own.get("/orders")).status_code == 200
        answer = await browser.post("/visit/end")
        assert (answer.status_code, answer.headers["location"]) == (303, "/visit/over")
    [visit] = await _visits(pages, customer._actor)
    assert not visit.is_open


@contextmanager
def _away(pages: PortalWorld, host: str) -> Iterator[None]:
    pages.network.blocked.add(host)
    try:
        yield
    finally:
        pages.network.blocked.discard(host)


async def _visits(pages: PortalWorld, customer: Actor) -> list[VisitView]:
    ada = Actor(kind="admin", id="ada", partner_id=pages.partner_id)
    return (await PortalClient(pages.http, PORTAL_URL, ada).visits(customer.id)).items
