"""What others wrote stays text: it adds no header, part, recipient or link, and names no sender."""

from collections.abc import AsyncIterator

import pytest

from contracts.notifications import NotifiedLine, Sender
from contracts.orders import CustomerFields
from contracts.tickets import OpenTicket, ReplyToTicket
from services.notifications.settings import NotificationsSettings
from tests.services.notifications.channels.arrived import Arrived, arrived
from tests.services.notifications.channels.house import STAFF, AheadClock, House, opened
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.orders import SETTINGS, OrdersBook
from tests.services.notifications.world import admin, customer, happened, key

pytestmark = pytest.mark.engines
BCC = "Bcc: eve@evil.example"
SHOWN = {
    f"A\r\n{BCC}": f"A {BCC}",
    f"A\n\n{BCC}": f"A {BCC}",
    f"A\rB\x0b\x0c\x85{BCC}": f"A B {BCC}",
    f"A\u2028{BCC}\u2029B": f"A {BCC} B",
    "A\x01B\x1b[2JC\x7f": "A B [2JC",
    "=?utf-8?q?=0D=0ABcc:_eve=40evil.example?=": "=?utf-8?q?=0D=0ABcc:_eve=40evil.example?=",
    "=?utf-8?b?DQpCY2M6IGVAZS5lLmV4YW1wbGU=?=": "=?utf-8?b?DQpCY2M6IGVAZS5lLmV4YW1wbGU=?=",
    "=\u00ad?utf-8?q?=0ABcc:_e?=": "= ?utf-8?q?=0ABcc:_e?=",
    "\u202eelpmaxe.live@eve\u2066": "elpmaxe.live@eve",
    '"Eve" <eve@evil.example>, (b); c: d@e.f;': '"Eve" <eve@evil.example>, (b); c: d@e.f;',
    "Zoë, eve@evil.example, " * 5 + "Zoë": "Zoë, eve@evil.example, " * 5 + "Zoë",
    "x" * 130: "x" * 130,
    "李" * 130: "李" * 130,
    "👨\u200d👩\u200d👧 €": "👨\u200d👩\u200d👧 €",
    "<script>alert(1)</script><a href='https://evil.example'>": (
        "<script>alert(1)</script><a href='https://evil.example'>"
    ),
    "' onload=x \" style=y &amp;&lt;b&gt;": "' onload=x \" style=y &amp;&lt;b&gt;",
    "{order_id} {{ 7 * 7 }} {% raw %} %s ${a}": "{order_id} {{ 7 * 7 }} {% raw %} %s ${a}",
    "--===============1==\r\nContent-Type: text/html\r\n\r\n<b>": (
        "--===============1== Content-Type: text/html <b>"
    ),
}
"""By what was written, how it is shown on one line; in a header no encoded word is left in it."""
HELP = "help@acme.example"
PORTAL = "https://portal.example.org"
ADDRESSES = [
    "a@=?utf-8?q?x=0ABcc=3A_eve?=",
    "=?utf-8?q?x=0ABcc=3A_eve=40evil.example?=@example.org",
    "=?utf-8?b?w6Q=?=@example.org",
    f"a@example.org\r\n{BCC}",
    "a@example.org\n",
    "a@example.org\u2028",
    "a\u202eb@example.org",
    "a\u200db@example.org",
    "a\x1bb@example.org",
    "a]b@example.org",
    "a\\@example.org",
    "a@example.org, eve@evil.example",
    "<eve@evil.example>",
    "a@b@example.org",
    "a@example.org?bcc=eve@evil.example",
    '"a b"@example.org',
    "a@[127.0.0.1]",
    "a@exa\u115fmple.org",
]


@pytest.fixture
def book() -> OrdersBook:
    book = OrdersBook()
    for partner in ("1", "2"):
        mailing = {
            "channel": "email",
            "mail_recipients": STAFF,
            "support_email": HELP,
        }
        book.settings[partner] = SETTINGS.model_copy(update=mailing)
    return book


@pytest.fixture
async def house(
    settings: NotificationsSettings, server: MailServer, book: OrdersBook
) -> AsyncIterator[House]:
    async with opened(settings, server, AheadClock(), book) as house, server.running():
        yield house


async def next_mail(house: House) -> tuple[list[str], Arrived]:
    """Who got the next mail, and what is in it."""
    readers, _ = await house.server.next_mail()
    assert house.server.wire.count(b"MAIL FROM:<orders@") == len(house.server.contents)
    return readers, arrived(house.server.contents[-1])


@pytest.mark.parametrize("whose", ["partner", "customer"])
async def test_names_and_titles_change_nothing_but_the_words(house: House, whose: str) -> None:
    for written, shown in SHOWN.items():
        theirs = written if whose == "partner" else "ACME"
        sender = Sender(name=theirs, support_phone=theirs[:40], support_email=HELP)
        line = NotifiedLine(item_id="i", title=written, quantity=1, gross_minor=1)
        told = happened(
            "item_rejected", customer_name=written, lines=[line], sender=sender, reason=written
        )
        await house.worker.notify(told)
        readers, mail = await next_mail(house)
        assert (readers, mail.to) == (["carl@example.org"], ["carl@example.org"]), written
        in_header = shown.replace("=?", "= ?")
        name = in_header.replace("@", " at ") if whose == "partner" else "ACME"
        assert mail.sender == (name, "orders@provider.example")
        assert mail.reply_to == HELP
        assert mail.subject == f"Not approved: {in_header}"[:150]
        assert f"Hello {shown},\n" in mail.text
        assert f"Hello {shown}," in mail.html.shown
        assert (mail.html.links, mail.html.pictures) == ({f"{PORTAL}/orders/1"}, set())
    assert house.server.received.empty()


BODY = f"""Hello
.
..
.\x01
MAIL FROM:<eve@evil.example>
RCPT TO:<b@example.org>
DATA
{BCC}

--===============1234567890123456789==
Content-Type: text/html

<a href="https://evil.example">Pay here</a><img src=x onerror=alert(1)>
{PORTAL}/orders/1" onclick="x https://evil.example/{PORTAL}
From Eve
{"x" * 1_200}
{{order_id}} {{{{ 7 }}}}"""


async def test_what_is_said_in_a_ticket_arrives_as_it_was_said(
    house: House, book: OrdersBook
) -> None:
    names = ['"Eve" <eve@evil.example>', "<script>Wrote: {body}</script>"]
    for partner_id, name in enumerate(names, start=1):
        carl = house.worker.as_actor(customer(partner_id))
        named = CustomerFields(partner_id=partner_id, name="Carl", email="carl@example.org")
        book.customers[partner_id, "carl"] = named.model_copy(update={"name": name})
        opens = OpenTicket(subject='Down" <eve@evil.example>', body=BODY)
        ticket = await carl.open_ticket(opens, key=key())
        readers, mail = await next_mail(house)
        assert (readers, mail.to, mail.reply_to) == (STAFF, STAFF, None)
        assert mail.subject == f'[{ticket.id}] Down" <eve@evil.example>'
        said = BODY.replace("\x01", " ")
        assert mail.text.startswith(f"{name} wrote:\n\n{said}\n\nTicket: {ticket.id}\n")
        assert mail.html.links == {f"https://admin.example.org/tickets/{ticket.id}"}

        staff = house.worker.as_actor(admin(partner_id))
        await staff.reply(ticket.id, ReplyToTicket(body=BODY), key=key())
        readers, mail = await next_mail(house)
        assert (readers, mail.to) == (["carl@example.org"], ["carl@example.org"])
        assert mail.reply_to == HELP
        assert mail.text.startswith(f"Hello {name},\n\n{said}\n\nTicket: ")
        assert mail.html.links == {f"{PORTAL}/tickets/{ticket.id}"}
    assert house.server.received.empty()


async def test_no_address_adds_a_header_or_a_recipient(house: House) -> None:
    for address in ADDRESSES:
        to_nobody = happened("item_approved", customer_email=address)
        await house.worker.notify(to_nobody)
        [mail] = await house.until(to_nobody.order_id, "quarantined")
        assert mail.failure == f"{address}: not a mail address"
        sender = Sender(support_email=address)
        beside = happened(
            "attention_needed", channel="email", mail_recipients=[address, *STAFF], sender=sender
        )
        await house.worker.notify(beside)
        readers, arrived_mail = await next_mail(house)
        assert (readers, arrived_mail.to) == (STAFF, STAFF), address
        await house.worker.notify(happened("item_approved", sender=sender))
        readers, arrived_mail = await next_mail(house)
        assert (readers, arrived_mail.reply_to) == (["carl@example.org"], None), address
    assert house.server.received.empty()


async def test_an_address_that_the_server_cannot_write_keeps_the_mail_from_nobody_else(
    house: House,
) -> None:
    foreign = "käthe@example.org"
    event = happened("attention_needed", channel="email", mail_recipients=[foreign, *STAFF])
    await house.worker.notify(event)
    [kept] = await house.until(event.order_id, "sent")
    readers, mail = await next_mail(house)
    assert (readers, mail.to) == (STAFF, STAFF)
    assert (kept.failure or "").startswith(f"{foreign}: unusable: ")
    alone = happened("item_approved", customer_email=foreign)
    await house.worker.notify(alone)
    await house.until(alone.order_id, "quarantined")
    assert house.server.received.empty()
