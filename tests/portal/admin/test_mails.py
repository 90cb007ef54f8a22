"""Mails, as staff finds them and sends them once more."""

import pytest

from clients.system.notifications import SystemNotifications
from tests.portal.customer.people import customer_of
from tests.portal.world import PortalWorld
from tests.services.notifications.world import WORKER, happened, sent_mails

pytestmark = pytest.mark.engines


async def mailed(pages: PortalWorld, email: str) -> tuple[str, str]:
    """The ids of a mail that was sent, and of its order."""
    worker = SystemNotifications(pages.http, "http://notifications.test", WORKER)
    customer_id, _ = await customer_of(pages, email)
    facts = {"customer_id": customer_id, "customer_email": email}
    event = happened("order_received", pages.partner_id, **facts)
    await worker.notify(event)
    (mail,) = await sent_mails(worker.as_actor(pages.admin()._actor), event.order_id)
    return mail.id, event.order_id


async def test_one_is_found_and_sent_once_more_by_two_clicks(pages: PortalWorld) -> None:
    mail_id, order_id = await mailed(pages, "zoe@example.org")
    await mailed(pages, "carl@example.org")
    browser = await pages.signed_in_staff()
    page = await browser.get("/mails?q=zoe@&state=sent")
    assert "zoe@example.org" in page.text
    assert "carl@example.org" not in page.text
    for _ in range(2):
        answer = await browser.post(f"/mails/{mail_id}/resend", {"form_page": "/mails?q=zoe@"})
    shown = await browser.follow(answer)
    assert "The mail is sent once more, to zoe@example.org." in shown.text
    notifications = pages.services(pages.admin()._actor).notifications
    assert len((await notifications.mails(order_id=order_id)).items) == 2
    table = await browser.get("/mails.csv?q=zoe@")
    assert table.text.count("zoe@example.org") == 2
    assert "carl@example.org" not in table.text


async def test_another_partners_admin_neither_sees_nor_sends_it(pages: PortalWorld) -> None:
    mail_id, order_id = await mailed(pages, "zoe@example.org")
    stranger = await pages.signed_in_staff(partner_id=9)
    assert order_id not in (await stranger.get("/mails")).text
    assert (await stranger.post(f"/mails/{mail_id}/resend")).status_code == 404
    operator = await pages.signed_in_staff("operator")
    page = await operator.get("/mails?q=zoe@")
    assert order_id in page.text
    assert "/resend" not in page.text
