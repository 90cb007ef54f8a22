"""Tickets: what staff answers is seen, what it notes is not, and what anybody writes stays text."""

import re

import pytest

from clients.notifications import NotificationsClient
from clients.system.orders import SystemOrders
from contracts.attachments import LARGEST_FILE_BYTES, WrittenFile
from contracts.tickets import OpenTicket, ReplyToTicket, TicketView
from tests.portal.world import Browser, PortalWorld
from tests.services.notifications.talking import PNG
from tests.services.orders.world import key

pytestmark = pytest.mark.engines
Sent = list[tuple[str, tuple[str, bytes, str]]]


def file(name: str, content: bytes) -> Sent:
    return [("files", (name, content, "application/octet-stream"))]


def tickets_of(pages: PortalWorld, person: SystemOrders) -> NotificationsClient:
    return pages.services(person._actor).notifications


async def opened(pages: PortalWorld, **more: object) -> tuple[TicketView, Browser]:
    customer = await pages.customer()
    given = {"subject": "The line is down", "body": "Since this morning.", **more}
    ticket = await tickets_of(pages, customer).open_ticket(
        OpenTicket.model_validate(given), key=key()
    )
    return ticket, await pages.signed_in(customer)


async def test_who_has_none_is_told_what_they_are_for(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    page = await browser.get("/tickets")
    assert "You have no tickets yet" in page.text
    assert 'href="/tickets/new"' in page.text


async def test_a_ticket_is_opened_about_an_order_with_a_file(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    browser = await pages.signed_in(customer)
    form = await browser.get(f"/tickets/new?order_id={order.id}")
    assert f'value="{order.id}" selected' in form.text
    fields = {"subject": "When?", "body": "When does it start?", "order_id": order.id}
    for _ in range(2):
        answer = await browser.post("/tickets/new", fields, files=file("box.png", PNG))
    page = await browser.follow(answer)
    for words in ("When does it start?", "box.png", f"/orders/{order.id}", "Your ticket is open"):
        assert words in page.text
    assert len((await tickets_of(pages, customer).tickets()).items) == 1


async def test_s16_replies_are_seen_and_notes_never(pages: PortalWorld) -> None:
    ticket, browser = await opened(pages)
    admin = tickets_of(pages, pages.admin())
    note = ReplyToTicket(body="A grumbler", visibility="internal")
    await admin.reply(ticket.id, note, key=key())
    assert "new message" not in (await browser.get("/tickets")).text
    await admin.reply(ticket.id, ReplyToTicket(body="We are on it"), key=key())
    listed = (await browser.get("/tickets")).text
    assert "1 new message" in listed
    assert "Waits for your answer" in listed
    page = (await browser.get(f"/tickets/{ticket.id}")).text
    assert page.index("Since this morning.") < page.index("We are on it")
    assert "Your provider" in page
    for hidden in ("A grumbler", "ada", "Orders</"):
        assert hidden not in re.sub("<nav.*?</nav>", "", page, flags=re.S)
    assert "new message" not in (await browser.get("/tickets")).text


async def test_a_reply_is_sent_once(pages: PortalWorld) -> None:
    ticket, browser = await opened(pages)
    await browser.get(f"/tickets/{ticket.id}")
    for _ in range(2):
        answer = await browser.post(f"/tickets/{ticket.id}", {"body": "It works again"})
    page = (await browser.follow(answer)).text
    assert page.count("It works again") == 1


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (file("virus.exe", b"MZ"), "virus.exe"),
        (file("page.txt", b"<script>"), "page.txt"),
        (file("empty.txt", b""), "empty"),
        (file("large.txt", b"x" * (LARGEST_FILE_BYTES + 1)), "too large"),
        (file("a.txt", b"x" * 4_000_000) * 3, "too large"),
        (file("a.txt", b"x") * 11, ""),
    ],
    ids=["kind", "content", "empty", "large", "together", "many"],
)
async def test_a_refused_file_leaves_what_was_typed(
    pages: PortalWorld, files: Sent, words: str
) -> None:
    ticket, browser = await opened(pages)
    for path in (f"/tickets/{ticket.id}", "/tickets/new"):
        await browser.get(path)
        typed = {"subject": "My long question", "body": "My long answer"}
        answer = await browser.post(path, typed, files=files)
        assert answer.status_code == 422
        assert "My long answer</textarea>" in answer.text
        assert words in answer.text
        assert 'id="files-fault"' in answer.text


async def test_what_is_missing_is_said_at_its_field(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await browser.get("/tickets/new")
    answer = await browser.post("/tickets/new", {"subject": "Only this"})
    assert answer.status_code == 422
    assert 'value="Only this"' in answer.text
    assert '<a href="#body">Your message: this is missing</a>' in answer.text
    assert '<a href="#subject">' not in answer.text


async def test_a_file_is_saved_and_never_shown(pages: PortalWorld) -> None:
    picture = WrittenFile(name="mein \u202eFoto.png", content=PNG)
    ticket, browser = await opened(pages, files=[picture.model_dump(mode="json")])
    page = (await browser.get(f"/tickets/{ticket.id}")).text
    link = re.search(r'href="(/tickets/[^"]*/files/[^"]*)"', page)
    assert link is not None
    answer = await browser.get(link[1])
    assert answer.content == PNG
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    renamed = link[1].rpartition("/")[0] + "/invoice.exe"
    assert (await browser.get(renamed)).status_code == 404
    other = await pages.signed_in(await pages.customer())
    assert (await other.get(link[1])).status_code == 404


async def test_whatever_is_written_stays_text(pages: PortalWorld) -> None:
    ticket, browser = await opened(
        pages, subject="<script>alert(1)</script>", body="\u202e</div><img src=x onerror=alert(1)>"
    )
    for path in ("/tickets", f"/tickets/{ticket.id}"):
        page = (await browser.get(path)).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<bdi>&lt;script&gt;" in page


async def test_the_list_is_narrowed_in_the_address(pages: PortalWorld) -> None:
    ticket, browser = await opened(pages)
    for query, is_there in (
        ("show=open", True),
        ("unread=1", False),
        ("q=morning", True),
        ("q=evening", False),
    ):
        page = (await browser.get(f"/tickets?{query}")).text
        assert (f'"/tickets/{ticket.id}"' in page) == is_there, query
    assert (await browser.get("/tickets?show=some")).status_code == 404


async def test_earlier_messages_are_read_on(pages: PortalWorld) -> None:
    ticket, browser = await opened(pages)
    admin = tickets_of(pages, pages.admin())
    for number in range(50):
        await admin.reply(ticket.id, ReplyToTicket(body=f"Answer {number}"), key=key())
    newest = (await browser.get(f"/tickets/{ticket.id}")).text
    assert "Since this morning." not in newest
    link = re.search(r'href="([^"]*cursor=[^"]*)"', newest)
    assert link is not None
    assert "Since this morning." in (await browser.get(link[1])).text


async def test_another_customers_ticket_is_not_found(pages: PortalWorld) -> None:
    ticket, _ = await opened(pages)
    other = await pages.signed_in(await pages.customer())
    assert (await other.get(f"/tickets/{ticket.id}")).status_code == 404
    await other.get("/tickets/new")
    assert (await other.post(f"/tickets/{ticket.id}", {"body": "Hello"})).status_code == 404


async def test_a_ticket_can_be_opened_while_orders_is_away(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await browser.get("/tickets")
    pages.network.blocked.add("orders.test")
    page = await browser.get("/tickets/new?order_id=ord_1")
    assert page.status_code == 200
    assert 'type="hidden" name="order_id" value="ord_1"' in page.text
