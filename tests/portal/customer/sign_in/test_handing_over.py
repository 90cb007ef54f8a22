"""A provider's own portal hands its customers over."""

import pytest

from contracts.actors import Actor
from contracts.portal import HandOver, PutAccount, ReturnAddressIsNotAllowed
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from tests.portal.customer.people import PASSWORD, customer_of, portal_of
from tests.portal.world import PORTAL_URL, PROVIDER_ORIGIN, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def test_a_provider_hands_a_customer_over_once(pages: PortalWorld) -> None:
    customer_id, _ = await customer_of(pages)
    admin = Actor(kind="admin", id="ada", partner_id=pages.partner_id)
    wanted = HandOver(partner_id=pages.partner_id, customer_id=customer_id, page="/services")
    request_key = key()
    made = await portal_of(pages, admin).hand_over(wanted, key=request_key)
    assert await portal_of(pages, admin).hand_over(wanted, key=request_key) == made
    browser, replayed = pages.anonymous(), pages.anonymous()
    path = made.url.removeprefix(PORTAL_URL)
    answer = await browser.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/services")
    assert (await browser.follow(answer)).status_code == 200
    again = await replayed.get(path)
    assert again.status_code == 410
    assert "Nobody was signed in" in again.text


async def test_every_page_leads_back_to_where_a_customer_came_from(pages: PortalWorld) -> None:
    customer_id, _ = await customer_of(pages)
    back = f"{PROVIDER_ORIGIN}/account?tab=internet&from=turnup"
    wanted = HandOver(partner_id=pages.partner_id, customer_id=customer_id, return_url=back)
    made = await portal_of(pages).hand_over(wanted, key=key())
    browser = pages.anonymous()
    await browser.get(made.url.removeprefix(PORTAL_URL))
    for path in ("/", "/orders", "/profile", "/nowhere"):
        page = (await browser.get(path)).text
        assert f'href="{back.replace("&", "&amp;")}"' in page, path
        assert "Back to provider.example" in page
    stranger = await pages.signed_in(await pages.customer())
    assert "Back to" not in (await stranger.get("/")).text


async def test_nobody_hands_over_whom_it_may_not(pages: PortalWorld) -> None:
    customer_id, _ = await customer_of(pages)
    foreign = Actor(kind="admin", id="eve", partner_id=pages.partner_id % 99 + 1)
    himself = Actor(kind="customer", id=customer_id, partner_id=pages.partner_id)
    wanted = HandOver(partner_id=pages.partner_id, customer_id=customer_id)
    with pytest.raises(ObjectIsNotFound):
        await portal_of(pages, foreign).hand_over(wanted, key=key())
    with pytest.raises(ActionIsNotAllowed):
        await portal_of(pages, himself).hand_over(wanted, key=key())
    with pytest.raises(ActionIsNotAllowed):
        await portal_of(pages, foreign).put_account(
            pages.partner_id, customer_id, PutAccount(password=PASSWORD)
        )
    back = wanted.model_copy(update={"return_url": "https://evil.example/"})
    with pytest.raises(ReturnAddressIsNotAllowed):
        await portal_of(pages).hand_over(back, key=key())


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil", "services"])
def test_a_hand_over_leads_to_a_page_of_ours(to: str) -> None:
    with pytest.raises(ValueError, match="page"):
        HandOver(partner_id=1, customer_id="mia", page=to)
