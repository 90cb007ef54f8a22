"""Stuck messages, as operators let them try or go."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from chassis.ids import new_id
from chassis.outbox import Outbox
from contracts.staff import StaffRole
from tests.portal.world import Browser, PortalWorld

pytestmark = pytest.mark.engines
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


async def stuck(pages: PortalWorld) -> int:
    """A message of orders that was given up."""
    outbox: Outbox = pages.app.state.outbox
    async with outbox.database.begin() as connection:
        message_id = await outbox.add(connection, "nobodys_topic", new_id("ord"), {})
        given_up = {"quarantined_at": LONG_AGO, "last_error": "ValueError: odd <b>"}
        t = outbox.table
        await connection.execute(update(t).where(t.c.id == message_id).values(**given_up))
    return message_id


async def shows(browser: Browser, message_id: int, query: str = "") -> bool:
    page = await browser.get(f"/stuck{query}")
    assert page.status_code == 200
    return f"orders/{message_id} nobodys_topic" in page.text


@pytest.mark.parametrize("role", ["super_admin", "operator"])
async def test_one_is_let_go_with_a_reason(pages: PortalWorld, role: StaffRole) -> None:
    message_id = await stuck(pages)
    browser, here = await pages.signed_in_staff(role), f"/stuck/orders/{message_id}"
    assert await shows(browser, message_id)
    assert await shows(browser, message_id, "?service=orders&state=quarantined")
    assert not await shows(browser, message_id, "?service=payments")
    assert not await shows(browser, message_id, "?state=overdue")
    await browser.get("/stuck")
    assert (await browser.post(f"{here}/dismiss", {"reason": " "})).status_code == 422
    assert await shows(browser, message_id)
    done = await browser.follow(await browser.post(f"{here}/dismiss", {"reason": "of a test"}))
    assert f"The message orders/{message_id} was let go." in done.text
    assert not await shows(browser, message_id)
    twice = await browser.follow(await browser.post(f"{here}/dismiss", {"reason": "again"}))
    assert "The message was delivered or dismissed. Nothing was done." in twice.text


async def test_one_is_tried_again(pages: PortalWorld) -> None:
    message_id = await stuck(pages)
    browser, here = await pages.signed_in_staff("operator"), f"/stuck/orders/{message_id}"
    await browser.get("/stuck")
    done = await browser.follow(await browser.post(f"{here}/release"))
    assert f"The message orders/{message_id} is tried again." in done.text
    assert not await shows(browser, message_id, "?state=quarantined")
    assert (await browser.post("/stuck/orders/987654321/release")).status_code == 404


async def test_a_service_that_is_away_hides_no_other(pages: PortalWorld) -> None:
    message_id = await stuck(pages)
    browser = await pages.signed_in_staff("operator")
    pages.network.blocked.add("payments.test")
    page = await browser.get("/stuck")
    assert f"orders/{message_id} " in page.text
    assert page.text.count("cannot be shown at the moment") == 1
    pages.network.blocked.clear()
    await browser.get("/stuck")
    await browser.post(f"/stuck/orders/{message_id}/dismiss", {"reason": "of a test"})


async def test_it_is_closed_to_a_partners_admin(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    assert (await browser.get("/stuck")).status_code == 404
