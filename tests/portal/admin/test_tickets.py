"""Tickets, as staff finds, answers and changes them."""

import re

import pytest

from contracts.tickets import ChangeTicket, OpenTicket, TicketView
from tests.portal.world import PortalWorld
from tests.services.notifications.talking import PICTURE, PNG
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def opened(pages: PortalWorld, subject: str = "The line is down") -> TicketView:
    actor = (await pages.customer())._actor
    wanted = OpenTicket(subject=subject, body="Since this morning.", files=[PICTURE])
    return await pages.services(actor).notifications.open_ticket(wanted, key=key())


async def of_customer(pages: PortalWorld, ticket: TicketView) -> str:
    """The ticket's page as its customer has it."""
    browser = await pages.signed_in(await pages.customer(ticket.customer_id))
    return (await browser.get(f"/tickets/{ticket.id}")).text


async def test_s16_a_reply_is_read_by_the_customer_and_a_note_is_not(pages: PortalWorld) -> None:
    ticket = await opened(pages)
    browser = await pages.signed_in_staff()
    here = f"/tickets/{ticket.id}"
    for visibility, words in (("public", "We are on it"), ("internal", "A grumbler")):
        await browser.get(here)
        fields = {"body": words, "visibility": visibility}
        files = [("files", ("plan.png", PNG, "image/png"))]
        for _ in range(2):
            answer = await browser.post(here, fields, files=files)
        page = await browser.follow(answer)
        assert page.text.count(f">{words}<") == 1
    assert '<span class="badge" data-kind="warning">Internal note</span>' in page.text
    read = await of_customer(pages, ticket)
    assert "We are on it" in read
    assert "A grumbler" not in read


async def test_an_empty_reply_is_refused(pages: PortalWorld) -> None:
    ticket = await opened(pages)
    browser = await pages.signed_in_staff()
    await browser.get(f"/tickets/{ticket.id}")
    answer = await browser.post(f"/tickets/{ticket.id}", {"body": " "})
    assert answer.status_code == 422
    assert 'href="#body"' in answer.text


async def test_state_assignee_group_and_priority_are_changed(pages: PortalWorld) -> None:
    ticket = await opened(pages)
    browser = await pages.signed_in_staff()
    here, notifications = (
        f"/tickets/{ticket.id}",
        pages.services(pages.admin()._actor).notifications,
    )
    await browser.get(here)
    fields = {"state": "work_in_progress", "priority": "urgent", "group": "lines"}
    page = await browser.follow(await browser.post(f"{here}/change", fields))
    assert "The ticket was changed." in page.text
    found = await notifications.ticket(ticket.id)
    assert (found.state, found.priority) == ("work_in_progress", "urgent")
    assert (found.group, found.assignee) == ("lines", None)
    taken = await browser.post(f"{here}/change", {**fields, "mine": "1"})
    await browser.follow(taken)
    found = await notifications.ticket(ticket.id)
    assert found.assignee is not None
    assert found.assignee.endswith("@provider.example")
    given_back = await browser.post(f"{here}/change", {**fields, "assignee": ""})
    await browser.follow(given_back)
    assert not (await notifications.ticket(ticket.id)).assignee


async def test_what_another_changed_meanwhile_is_not_put_back(pages: PortalWorld) -> None:
    ticket = await opened(pages)
    browser = await pages.signed_in_staff()
    here, notifications = (
        f"/tickets/{ticket.id}",
        pages.services(pages.admin()._actor).notifications,
    )
    await browser.get(here)
    await notifications.change_ticket(ticket.id, ChangeTicket(assignee="ben", state="resolved"))
    await browser.post(f"{here}/change", {"state": "new", "assignee": "", "priority": "high"})
    found = await notifications.ticket(ticket.id)
    assert (found.state, found.assignee, found.priority) == ("resolved", "ben", "high")


async def test_the_list_is_narrowed_by_its_address(pages: PortalWorld) -> None:
    mine, other = await opened(pages, "Mine"), await opened(pages, "Another one's")
    browser = await pages.signed_in_staff()
    await browser.get(f"/tickets/{mine.id}")
    await browser.post(f"/tickets/{mine.id}/change", {"state": "resolved", "mine": "1"})
    for query, found in {
        "state=resolved": {mine.id},
        "state=open": {other.id},
        "assignee=me": {mine.id},
        "assignee=nobody": {other.id},
        "unread=1": {other.id},
        "q=another": {other.id},
        "group=none-such": set(),
        "": {mine.id, other.id},
    }.items():
        page = await browser.get(f"/tickets?{query}")
        shown = set(re.findall(r'href="/tickets/(tic_[a-z0-9]+|[a-z]+_[a-z0-9]+)"', page.text))
        assert shown == found, query


async def test_attachments_are_saved_and_never_shown(pages: PortalWorld) -> None:
    ticket = await opened(pages)
    browser = await pages.signed_in_staff()
    page = await browser.get(f"/tickets/{ticket.id}")
    (path,) = re.findall(r'href="([^"]*/files/[^"]*)" download', page.text)
    answer = await browser.get(path)
    assert answer.content == PNG
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")


async def test_another_partners_admin_finds_none_of_it(pages: PortalWorld) -> None:
    ticket = await opened(pages)
    browser = await pages.signed_in_staff(partner_id=9)
    assert ticket.id not in (await browser.get("/tickets")).text
    assert (await browser.get(f"/tickets/{ticket.id}")).status_code == 404
    await browser.get("/tickets")
    answer = await browser.post(f"/tickets/{ticket.id}", {"body": "Hello"})
    assert answer.status_code == 404
    changed = await browser.post(f"/tickets/{ticket.id}/change", {"state": "resolved"})
    assert changed.status_code == 404
    admin = pages.services(pages.admin()._actor).notifications
    found = await admin.ticket(ticket.id)
    assert (found.state, found.message_count) == (ticket.state, 1)
