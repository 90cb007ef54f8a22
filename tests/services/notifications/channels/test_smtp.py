"""Mail over a real SMTP server: exactly one each, through outages, crashes and refusals."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select, text

from clients.system.notifications import SystemNotifications
from contracts.mails import MailView
from contracts.notifications import NotifiedLine, Sender
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings
from services.notifications.tables import METADATA
from services.notifications.use_cases import deliver_mail
from tests.callers import PortalAndWorker
from tests.patience import eventually
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.world import OPERATOR, WORKER, customer, happened

pytestmark = pytest.mark.engines
STAFF = ["a@example.org", "b@example.org"]


@dataclass
class House:
    """The service with its mail server, as the workflow's worker and an operator."""

    app: FastAPI
    server: MailServer
    worker: SystemNotifications

    async def mails(self, order_id: str) -> list[MailView]:
        """Oldest first."""
        operator = self.worker.as_actor(OPERATOR)
        return (await operator.mails(order_id=order_id)).items[::-1]

    async def until(self, order_id: str, *states: str) -> list[MailView]:
        """The order's mails once they are in these states."""

        async def reached() -> bool:
            return [mail.state for mail in await self.mails(order_id)] == list(states)

        await eventually(reached)
        return await self.mails(order_id)

    async def retry_now(self) -> None:
        """As if every back-off and lease had passed."""
        async with self.app.state.context.database.autocommit() as connection:
            await connection.execute(text("UPDATE outbox SET due_at = now()"))


@pytest.fixture
async def house(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[House]:
    server = MailServer()
    settings = NotificationsSettings(
        profile="test",
        database_url=new_database("notifications_smtp"),
        token_keys=token_keys,
        smtp_url=SecretStr(server.url),
        mail_from="orders@provider.example",
    )
    app = build_app(settings)
    http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=app))
    async with app.router.lifespan_context(app):
        yield House(app, server, SystemNotifications(http, "http://notifications.test", WORKER))
    await http.close()


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
    """By media type."""
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


async def test_a_mail_waits_out_a_server_that_is_down(house: House) -> None:
    event = happened("order_received")
    await house.worker.notify(event)
    outbox = METADATA.tables["outbox"]

    async def tried_and_put_back() -> bool:
        async with house.app.state.context.database.autocommit() as connection:
            error = (await connection.execute(select(outbox.c.last_error))).scalar_one()
        return error is not None and "ServiceIsUnavailable" in error

    await eventually(tried_and_put_back)
    assert [mail.state for mail in await house.mails(event.order_id)] == ["queued"]
    async with house.server.running():
        await house.server.next_mail()
        await house.until(event.order_id, "sent")
        assert house.server.received.empty()


class PowerCut(BaseException):
    """Like a kill -9: nothing catches it, nothing is written after it."""


async def cut_power_at(name: str, house: House, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Notify while the process dies at a failpoint of the delivery; order id and outbox topic."""
    event = happened("order_received")
    died = asyncio.Event()

    def die(point: str) -> None:
        if point == name:
            died.set()
            raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(deliver_mail, "failpoint", die)
        await house.worker.notify(event)
        await died.wait()
    assert [mail.state for mail in await house.mails(event.order_id)] == ["queued"]
    await house.retry_now()
    return event.order_id, name


async def test_a_crash_before_the_sending_sends_it_exactly_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.server.running():
        order_id, _ = await cut_power_at("mail_before_delivery", house, monkeypatch)
        await house.until(order_id, "sent")
        assert house.server.received.qsize() == 1


async def test_a_crash_after_the_sending_repeats_it_under_the_same_message_id(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.server.running():
        order_id, _ = await cut_power_at("mail_after_delivery", house, monkeypatch)
        (stored,) = await house.until(order_id, "sent")
        arrived = [(await house.server.next_mail())[1]["Message-ID"] for _ in range(2)]
    assert arrived == [stored.message_id, stored.message_id]


async def test_a_delivery_that_runs_twice_after_the_mail_is_sent_sends_nothing(
    house: House,
) -> None:
    event = happened("order_received")
    outbox = METADATA.tables["outbox"]
    async with house.server.running():
        await house.worker.notify(event)
        await house.until(event.order_id, "sent")
        async with house.app.state.context.database.autocommit() as connection:
            await connection.execute(
                text("UPDATE outbox SET delivered_at = NULL, due_at = now(), attempts = 0")
            )

        async def delivered() -> bool:
            async with house.app.state.context.database.autocommit() as connection:
                row = await connection.execute(select(outbox.c.delivered_at))
                return row.scalar_one() is not None

        await eventually(delivered)
        assert house.server.received.qsize() == 1


async def test_a_recipient_refused_for_good_is_visible_and_blocks_no_other(house: House) -> None:
    house.server.refusals = {"gone@example.org": "550 No such user"}
    refused = happened("item_approved", customer_email="gone@example.org")
    fine = happened("item_approved")
    async with house.server.running():
        await house.worker.notify(refused)
        await house.worker.notify(fine)
        await house.until(fine.order_id, "sent")
        (mail,) = await house.until(refused.order_id, "quarantined")
        carl = house.worker.as_actor(customer(refused.partner_id))
        [seen] = (await carl.mails(order_id=refused.order_id)).items
    assert mail.failure == "gone@example.org: 550 No such user"
    assert mail.sent_at is None
    assert (seen.id, seen.state, seen.failure) == (mail.id, "quarantined", None)


async def test_one_refused_recipient_of_several_does_not_keep_the_mail_from_the_rest(
    house: House,
) -> None:
    house.server.refusals = {STAFF[0]: "550 No such user"}
    event = happened("attention_needed", channel="email", mail_recipients=STAFF)
    async with house.server.running():
        await house.worker.notify(event)
        (mail,) = await house.until(event.order_id, "sent")
        assert (await house.server.next_mail())[0] == STAFF[1:]
    assert mail.failure == f"{STAFF[0]}: 550 No such user"


async def test_a_recipient_put_off_is_served_later_and_the_others_not_again(
    house: House,
) -> None:
    house.server.refusals = {STAFF[0]: "450 Try again later"}
    event = happened("attention_needed", channel="email", mail_recipients=STAFF)
    async with house.server.running():
        await house.worker.notify(event)
        assert (await house.server.next_mail())[0] == STAFF[1:]
        assert [mail.state for mail in await house.mails(event.order_id)] == ["queued"]
        house.server.refusals = {}
        await house.retry_now()
        (mail,) = await house.until(event.order_id, "sent")
        assert (await house.server.next_mail())[0] == STAFF[:1]
    assert mail.failure is None
    assert house.server.received.empty()


@pytest.mark.parametrize(
    "address", ["no address", "a@example.org\r\nBcc: b@example.org", "a@b.c, d@e.f", ""]
)
async def test_an_unusable_address_is_quarantined_and_injects_nothing(
    house: House, address: str
) -> None:
    event = happened("item_approved", customer_email=address)
    async with house.server.running():
        await house.worker.notify(event)
        (mail,) = await house.until(event.order_id, "quarantined")
    assert mail.failure == f"{address}: not a mail address"
    assert house.server.received.empty()


async def test_names_and_titles_of_any_script_arrive(house: House) -> None:
    event = happened("order_received", customer_name="Zoë Ψ 李")
    async with house.server.running():
        await house.worker.notify(event)
        _, message = await house.server.next_mail()
    for shown in parts_of(message).values():
        assert "Hello Zoë Ψ 李," in shown
