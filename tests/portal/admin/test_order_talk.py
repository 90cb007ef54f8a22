"""Tickets and mails of one order, as staff reads them and sends a mail once more."""

import re

import pytest

from clients.system.notifications import SystemNotifications
from contracts.orders import OrderView
from tests.portal.world import PortalWorld
from tests.services.notifications.world import WORKER, happened, sent_mails

pytestmark = pytest.mark.engines


async def told(pages: PortalWorld) -> OrderView:
    """An order whose customer and staff were told of it."""
    order = (await pages.request(await pages.customer())).order
    worker = SystemNotifications(pages.http, "http://notifications.test", WORKER)
    whose = {"customer_id": order.customer_id, "customer_email": "carl@example.net"}
    await worker.notify(happened("order_received", pages.partner_id, order_id=order.id, **whose))
    await sent_mails(worker.as_actor(pages.admin()._actor), order.id)
    return order


async def test_tickets_and_mails_are_there_and_a_mail_is_sent_once_more(pages: PortalWorld) -> None:
    order, browser = await told(pages), await pages.signed_in_staff()
    here = f"/orders/{order.id}/talk"
    page = (await browser.get(here)).text
    assert "carl@example.net" in page
    assert re.search(r'href="/tickets/[a-z0-9_]+"', page)
    (resend,) = re.findall(r'action="(/mails/[^"]+/resend)"', page)
    answer = await browser.post(resend)
    assert answer.headers["location"] == here
    assert "The mail is sent once more, to carl@example.net." in (await browser.follow(answer)).text
    operator = await pages.signed_in_staff("operator")
    assert "/resend" not in (await operator.get(here)).text


async def test_an_order_without_any_says_so(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    page = (await (await pages.signed_in_staff()).get(f"/orders/{order.id}/talk")).text
    for words in ("There is no ticket.", "No mail was written."):
        assert words in page
    pages.network.blocked.add("notifications.test")
    page = (await (await pages.signed_in_staff()).get(f"/orders/{order.id}/talk")).text
    assert "cannot be shown at the moment" in page
