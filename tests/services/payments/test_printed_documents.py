"""Documents over HTTP: printed once, the same bytes ever after, for whoever may see them."""

import asyncio
import hashlib
import threading
from datetime import date
from typing import Literal

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from chassis.ids import new_id
from chassis.tokens import sign
from clients.system.payments import SystemPayments
from contracts.actors import Actor
from contracts.bookkeeping import DocumentIsNotIssued, RecordPayment
from contracts.credits import IssueCredit
from contracts.payments import IssueInvoice
from contracts.problems import ObjectIsNotFound, ServiceIsUnavailable
from contracts.said import said
from services.payments.documents.invoice_sheet import InvoicePage
from services.payments.documents.sheet import Sheet
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
FORMATS: tuple[Literal["pdf", "html"], ...] = ("pdf", "html")


@pytest.mark.parametrize("wanted", FORMATS)
async def test_asked_again_the_bytes_are_the_same_whatever_happened(
    world: World, wanted: Literal["pdf", "html"]
) -> None:
    invoice = await world.system.issue_invoice(request_invoice())
    books = world.acting(ADMIN)
    first = await books.invoice_document(invoice.id, wanted)
    received = RecordPayment(
        amount_minor=3_100,
        currency="EUR",
        method="cash",
        received_on=date(2023, 1, 2),
        reference="receipt 1",
    )
    await books.record_payment(invoice.id, received, key=new_id("key"))
    assert await books.invoice_document(invoice.id, wanted) == first


@pytest.mark.parametrize("wanted", FORMATS)
async def test_a_document_is_laid_out_and_printed_while_others_are_served(
    world: World, wanted: Literal["pdf", "html"], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()

    def seen(page: InvoicePage) -> Sheet:
        threads.add(threading.get_ident())
        return lay_out(page)

    lay_out = InvoicePage.sheet
    monkeypatch.setattr(InvoicePage, "sheet", seen)
    invoice = await world.system.issue_invoice(request_invoice())
    assert await world.acting(ADMIN).invoice_document(invoice.id, wanted)
    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_an_invoice_paid_by_its_capture_says_so(world: World) -> None:
    payer = party().model_copy(update={"customer_name": "Mia Moor", "language": "de"})
    captured = await world.paid(payment_order(payer=payer))
    page = (await world.acting(ADMIN).invoice_document(captured.invoice_id, "html")).decode()
    assert "Bezahlt am 1. Januar 2023, vielen Dank." in page
    assert "Mia Moor" in page


async def test_a_credit_note_is_a_document_that_names_its_invoice(world: World) -> None:
    order = payment_order()
    captured = await world.paid(order)
    outcome = await world.system.issue_credit(
        IssueCredit(
            order_item_id=order.lines[0].item_id,
            new_start_on=date(2023, 1, 14),
            revision=1,
            reason=said("others.words", words="Installed later"),
        )
    )
    assert outcome.credit_note is not None
    note, books = outcome.credit_note, world.acting(ADMIN)
    assert (await books.credit_note_document(note.id, "pdf")).startswith(b"%PDF")
    page = (await books.credit_note_document(note.id, "html")).decode()
    invoice = await books.invoice(captured.invoice_id)
    for told in (note.number, str(invoice.number), "13 of 31 days unused", "€13.00"):
        assert told in page


async def test_printed_at_once_by_many_it_is_one_document(world: World) -> None:
    invoice = await world.system.issue_invoice(request_invoice())
    books = world.acting(ADMIN)
    printed = await asyncio.gather(*(books.invoice_document(invoice.id, "pdf") for _ in range(10)))
    assert len(set(printed)) == 1


async def test_two_hundred_invoices_at_once_have_numbers_without_a_gap_and_documents(
    world: World,
) -> None:
    payer = party(partner_id=78)
    wanted = [request_invoice(payer=payer) for _ in range(200)]
    made = await asyncio.gather(*(_issued_and_printed(world.system, one) for one in wanted))
    numbers = sorted(int(number) for number, _ in made)
    assert numbers == list(range(numbers[0], numbers[0] + 200))
    assert str(numbers[0]).endswith("78000001")
    assert all(number.encode() in page for number, page in made)


async def test_a_draft_is_no_document(world: World) -> None:
    intent = await world.open(payment_order())
    with pytest.raises(DocumentIsNotIssued):
        await world.acting(ADMIN).invoice_document(intent.invoice_id, "pdf")


async def test_a_document_is_for_those_who_may_see_the_invoice(world: World) -> None:
    invoice = await world.system.issue_invoice(request_invoice())
    own = Actor(kind="customer", id=invoice.customer_id, partner_id=1)
    assert await world.acting(own).invoice_document(invoice.id, "html")
    for actor in (
        Actor(kind="customer", id="cus_other", partner_id=1),
        Actor(kind="admin", id="eve", partner_id=2),
    ):
        with pytest.raises(ObjectIsNotFound):
            await world.acting(actor).invoice_document(invoice.id, "html")
    with pytest.raises(ObjectIsNotFound):
        await world.acting(ADMIN).credit_note_document("crn_x", "pdf")


async def test_the_tag_is_the_hash_of_the_bytes_and_saves_sending_them(
    world: World, token_keys: dict[str, SecretStr]
) -> None:
    invoice = await world.system.issue_invoice(request_invoice())
    path = f"/v1/invoices/{invoice.id}/document"
    headers = {"Authorization": f"Bearer {sign(token_keys, 'portal', 'payments', ADMIN)}"}
    first = await world.raw.get(path, headers=headers)
    assert first.headers["etag"] == f'"{hashlib.sha256(first.content).hexdigest()}"'
    assert first.headers["content-type"] == "application/pdf"
    assert f'filename="invoice-{invoice.number}.pdf"' in first.headers["content-disposition"]
    known = {**headers, "If-None-Match": first.headers["etag"]}
    again: httpx.Response = await world.raw.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    page = await world.raw.get(path, params={"format": "html"}, headers=headers)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


async def _issued_and_printed(client: SystemPayments, wanted: IssueInvoice) -> tuple[str, bytes]:
    """As the workflow does: what was answered with "try again" is tried again."""
    while True:
        try:
            invoice = await client.issue_invoice(wanted)
            page = await client.invoice_document(invoice.id, "html")
        except ServiceIsUnavailable:
            continue
        return str(invoice.number), page
