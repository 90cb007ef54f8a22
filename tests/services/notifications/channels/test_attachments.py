"""Invoices and credit notes travel with the mail about them, as payments prints them."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from email.message import Message

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.system.payments import SystemPayments
from contracts.mails import MailFile, MailView
from contracts.notifications import MailedDocument, Notify
from contracts.payments import ClosePayment, InvoiceView
from services.notifications.settings import NotificationsSettings
from services.notifications.use_cases import attach_document
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from tests.callers import PortalAndWorker
from tests.services.notifications.channels.house import AheadClock, House, opened
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.world import happened
from tests.services.payments.billing import rejected
from tests.services.payments.world import (
    SYSTEM,
    HeardSignals,
    LateTransport,
    RaisedFlags,
    payment_order,
    request_invoice,
)

pytestmark = pytest.mark.engines
PAYMENTS = "http://payments.test"


@dataclass
class Books:
    """A house whose way to a real payments service can be away."""

    house: House
    to_payments: LateTransport
    payments: SystemPayments
    invoice: InvoiceView

    def mailed(self, document: MailedDocument) -> Notify:
        return happened("item_approved", order_id=self.invoice.order_id, document=document)

    def of_item(self) -> MailedDocument:
        return MailedDocument(kind="invoice", order_item_id=self.invoice.items[0].order_item_id)

    async def sent(self, document: MailedDocument) -> tuple[Message, MailView]:
        """The mail as it arrives, and as it is kept."""
        event = self.mailed(document)
        async with self.house.server.running():
            await self.house.worker.notify(event)
            [mail] = await self.house.until(event.order_id, "sent")
            return (await self.house.server.next_mail())[1], mail


@pytest.fixture
async def books(
    settings: NotificationsSettings,
    server: MailServer,
    new_database: Callable[[str], str],
    token_keys: dict[str, SecretStr],
) -> AsyncIterator[Books]:
    of_payments = PaymentsSettings(
        profile="test",
        database_url=new_database("payments_mail"),
        token_keys=token_keys,
        gateways=("offline",),
    )
    app = build_app(of_payments, signals=HeardSignals(), order_flags=RaisedFlags())
    late = LateTransport()
    late.app = app
    http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=app))
    payments = SystemPayments(http, PAYMENTS, SYSTEM)
    async with (
        app.router.lifespan_context(app),
        opened(settings, server, AheadClock(), to_payments=late) as house,
    ):
        invoice = await payments.issue_invoice(request_invoice())
        yield Books(house, late, payments, invoice)
    await http.close()


def attached(message: Message) -> list[tuple[str | None, bytes]]:
    """Name and content of each file."""
    found = []
    for part in message.walk():
        if part.get_content_disposition() == "attachment":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            assert part.get_content_type() == "application/pdf"
            found.append((part.get_filename(), content))
    return found


async def test_an_invoice_is_found_by_its_item_or_its_id(books: Books) -> None:
    printed = await books.payments.invoice_document(books.invoice.id, "pdf")
    message, mail = await books.sent(books.of_item())
    assert attached(message) == [(f"invoice-{books.invoice.number}.pdf", printed)]
    assert message.get_content_type() == "multipart/mixed"
    assert mail.document == books.of_item()
    assert mail.files == [MailFile(kind="document", name=f"invoice-{books.invoice.number}.pdf")]


async def test_a_credit_note_is_attached(books: Books) -> None:
    outcome = await books.payments.issue_credit(rejected(books.invoice.items[0].order_item_id))
    note = outcome.credit_note
    assert note is not None
    document = MailedDocument(kind="credit_note", id=note.id, number=note.number)
    message, mail = await books.sent(document)
    assert [file.name for file in mail.files] == [f"credit-note-{note.number}.pdf"]
    printed = await books.payments.credit_note_document(note.id, "pdf")
    assert attached(message) == [(f"credit-note-{note.number}.pdf", printed)]


async def test_a_mail_waits_an_hour_for_its_document_and_no_longer(books: Books) -> None:
    house, app = books.house, books.to_payments.app
    books.to_payments.app = None
    event = books.mailed(books.of_item())
    async with house.server.running():
        await house.worker.notify(event)
        await house.put_back()
        await house.until(event.order_id, "queued")
        assert house.server.received.empty()
        house.later(hours=1)
        await house.until(event.order_id, "sent", retrying=True)
        assert attached((await house.server.next_mail())[1]) == []
    books.to_payments.app = app


async def test_a_mail_that_waits_goes_with_its_document_once_payments_is_back(
    books: Books,
) -> None:
    house, app = books.house, books.to_payments.app
    books.to_payments.app = None
    event = books.mailed(books.of_item())
    async with house.server.running():
        await house.worker.notify(event)
        await house.put_back()
        books.to_payments.app = app
        await house.until(event.order_id, "sent", retrying=True)
        assert len(attached((await house.server.next_mail())[1])) == 1


@pytest.mark.parametrize(
    "document",
    [
        MailedDocument(kind="invoice", id="inv_unknown"),
        MailedDocument(kind="invoice", order_item_id="itm_unknown"),
        MailedDocument(kind="credit_note", id="crn_unknown", number="7"),
    ],
)
async def test_what_is_not_there_for_good_holds_nothing_up(
    books: Books, document: MailedDocument
) -> None:
    message, mail = await books.sent(document)
    assert mail.files == []
    assert attached(message) == []


async def test_an_invoice_that_was_given_up_holds_nothing_up(books: Books) -> None:
    order = payment_order().model_copy(update={"payment_method": "offline"})
    intent = await books.payments.open_payment(order)
    await books.payments.close_payment(ClosePayment(order_id=order.order_id))
    message, _ = await books.sent(MailedDocument(kind="invoice", id=intent.invoice_id))
    assert attached(message) == []


async def test_what_is_too_large_for_a_mail_stays_on_the_portal(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attach_document, "LARGEST_BYTES", 100)
    message, _ = await books.sent(books.of_item())
    assert attached(message) == []
