"""What a mail program gets to read: both forms, headers, and nothing that anybody slipped in."""

from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

import pytest

from contracts.notifications import NotifiedLine, Sender
from tests.services.notifications.channels.house import STAFF, House
from tests.services.notifications.world import happened

pytestmark = pytest.mark.engines


async def test_staff_gets_one_mail_together_and_the_customer_one(house: House) -> None:
    event = happened("order_received", channel="email", mail_recipients=STAFF)
    async with house.server.running():
        await house.worker.notify(event)
        stored = await house.until(event.order_id, "sent", "sent")
        arrived = [await house.server.next_mail() for _ in stored]
    to_staff = next(message for readers, message in arrived if readers == STAFF)
    to_customer = next(message for readers, message in arrived if readers != STAFF)
    assert {to_staff["Message-ID"], to_customer["Message-ID"]} == {m.message_id for m in stored}
    assert to_staff["Message-ID"].endswith("@turnup.provider.example>")
    assert (to_staff["To"], to_staff["From"]) == (", ".join(STAFF), "orders@provider.example")
    assert to_staff["References"] != to_customer["References"]
    assert to_staff["Auto-Submitted"] == "auto-generated"
    for shown in parts_of(to_customer).values():
        assert "2 × Fibre 100: €62.00" in shown
    assert house.server.received.empty()


def parts_of(message: Message) -> dict[str, str]:
    """Its words by media type, without what is attached."""
    if message.get_content_type() == "multipart/mixed":
        message = next(part for part in message.walk() if part is not message)
    assert message.get_content_type() == "multipart/alternative"
    found = {}
    for part in message.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found[part.get_content_type()] = content.decode()
    assert list(found) == ["text/plain", "text/html"]
    return found


async def test_mails_about_one_order_come_from_the_partner_and_are_read_as_one_thread(
    house: House,
) -> None:
    acme = Sender(name='Zoë "ACME", Inc.', support_email="help@acme.example")
    received = happened("order_received", sender=acme)
    decided = happened("item_approved", order_id=received.order_id, sender=acme)
    async with house.server.running():
        for event in (received, decided):
            await house.worker.notify(event)
        first, second = [(await house.server.next_mail())[1] for _ in range(2)]
    for header in ("In-Reply-To", "References", "From"):
        assert first[header] == second[header]
    assert first["In-Reply-To"] not in (None, first["Message-ID"], second["Message-ID"])
    [(name, address)] = getaddresses([first["From"]])
    shown = str(make_header(decode_header(name)))
    assert (shown, address) == (acme.name, "orders@provider.example")
    assert first["Reply-To"] == "help@acme.example"


ADDING_A_HEADER = "A\r\nBcc: b@example.org =?utf-8?q?=0D=0ABcc:_b@c.d?="


async def test_names_titles_and_addresses_add_no_header(house: House) -> None:
    sender = Sender(name=ADDING_A_HEADER, support_email="a@b.example\r\nBcc: c@d.example")
    lines = [NotifiedLine(item_id="i", title=ADDING_A_HEADER, quantity=1, gross_minor=1)]
    async with house.server.running():
        await house.worker.notify(happened("item_approved", sender=sender, lines=lines))
        readers, message = await house.server.next_mail()
    assert (readers, message["Bcc"], message["Reply-To"]) == (["carl@example.org"], None, None)


async def test_names_and_titles_of_any_script_arrive(house: House) -> None:
    event = happened("order_received", customer_name="Zoë Ψ 李")
    async with house.server.running():
        await house.worker.notify(event)
        _, message = await house.server.next_mail()
    for shown in parts_of(message).values():
        assert "Hello Zoë Ψ 李," in shown
