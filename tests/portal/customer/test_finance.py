"""Finance: one list of a customer's invoices and credit notes, each with why it has its amount."""

import csv
import io
from datetime import timedelta

import pytest

from tests.portal.customer.books import credited, paid, unpaid
from tests.portal.world import PortalWorld
from wording.figures import Figures
from wording.languages import LOCALES

pytestmark = pytest.mark.engines


async def test_who_has_no_documents_reads_when_there_will_be(pages: PortalWorld) -> None:
    page = (await (await pages.signed_in(await pages.customer())).get("/finance")).text
    assert "There are no documents yet" in page
    assert 'href="/order"' in page
    assert "export.csv" not in page


async def test_s19_a_moved_start_lists_a_note_for_thirteen_days(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    note = await credited(pages, invoice)
    browser = await pages.signed_in(customer)

    listed = (await browser.get("/finance")).text
    assert f"Credit note {note.number}" in listed
    assert f"corrects invoice {invoice.number}" in listed
    assert "€13.00 in your favour" in listed

    page = (await browser.get(f"/finance/credit-notes/{note.id}")).text
    assert "<dt>Unused days</dt><dd>13</dd>" in page
    assert "31 days" in page
    assert "€31.00" in page
    assert "€13.00" in page
    assert f'href="/finance/invoices/{invoice.id}"' in page
    assert f'href="/orders/{invoice.order_id}"' in page


async def test_an_invoice_says_what_it_charges_and_what_is_due(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await unpaid(pages, customer)
    browser = await pages.signed_in(customer)
    page = (await browser.get(f"/finance/invoices/{invoice.id}")).text
    assert "€31.00 is still to be paid" in page
    assert "Fibre 100" in page
    assert "You pay for all of them, 1–31 Jan 2023: €31.00." in page.replace("\u2009", "")
    assert f'href="/finance/invoices/{invoice.id}/pdf"' in page


async def test_an_unpaid_invoice_says_until_when_and_then_that_it_is_late(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    invoice = await unpaid(pages, customer)
    settled = await paid(pages, customer)
    browser = await pages.signed_in(customer)
    assert invoice.due_on is not None
    last_day = Figures(LOCALES["en"], "").day(invoice.due_on)
    addresses = (f"/finance/invoices/{invoice.id}", "/finance", "/")
    for address in addresses:
        page = (await browser.get(address)).text
        assert last_day in page, address
        assert "Overdue" not in page, address
    assert "No document fits" in (await browser.get("/finance?show=overdue")).text
    with pages.books_clock.later(timedelta(days=16)):
        for address in addresses:
            assert ">Overdue<" in (await browser.get(address)).text, address
        late = (await browser.get("/finance?show=overdue")).text
        assert f"Was to be paid by {last_day}" in late
        assert f"Invoice {invoice.number}" in late
        assert f"Invoice {settled.number}" not in late
        assert "export.csv?show=overdue" in late
    page = (await browser.get(f"/finance/invoices/{settled.id}")).text
    assert "Pay by" not in page


async def test_documents_are_downloads(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    note = await credited(pages, invoice)
    browser = await pages.signed_in(customer)
    for path, name in (
        (f"/finance/invoices/{invoice.id}/pdf", f"invoice-{invoice.number}.pdf"),
        (f"/finance/credit-notes/{note.id}/pdf", f"credit-note-{note.number}.pdf"),
    ):
        answer = await browser.get(path)
        assert answer.content.startswith(b"%PDF-")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["cache-control"] == "no-store"


async def test_filters_are_in_the_address(pages: PortalWorld) -> None:
    customer = await pages.customer()
    settled = await paid(pages, customer)
    note, owed = await credited(pages, settled), await unpaid(pages, customer)
    browser = await pages.signed_in(customer)

    async def shown(query: str) -> set[str | None]:
        page = (await browser.get(f"/finance?{query}")).text
        known = {settled.number, note.number, owed.number}
        return {number for number in known if f" {number}</a>" in page}

    assert await shown("q=&kind=&show=&since=&until=") == {
        settled.number,
        note.number,
        owed.number,
    }
    assert await shown("kind=credit_note") == {note.number}
    assert await shown("kind=invoice&show=open") == {owed.number}
    assert await shown(f"q={owed.number}") == {owed.number}
    assert await shown("until=2001-01-01") == set()
    narrowed = (await browser.get("/finance?kind=invoice&show=open&until=2001-01-01")).text
    assert "No document fits" in narrowed
    assert 'value="2001-01-01"' in narrowed
    assert (await browser.get("/finance?since=yesterday")).status_code == 404


async def test_an_export_holds_what_the_filter_shows(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    note = await credited(pages, invoice)
    browser = await pages.signed_in(customer)
    page = (await browser.get("/finance?kind=credit_note")).text
    assert 'href="/finance/export.csv?kind=credit_note"' in page
    assert "Filters are set" in page, "on a phone they are behind a button"
    assert "Filters are set" not in (await browser.get(f"/finance?q={note.number}")).text
    answer = await browser.get("/finance/export.csv?kind=credit_note")
    assert answer.headers["content-disposition"] == 'attachment; filename="documents.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    headings, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert headings[:2] == ["Kind", "Document"]
    assert rows == [
        [
            "Credit note",
            note.number,
            note.issued_on.isoformat(),
            "Your credit",
            "13.00",
            "13.00",
            "",
            "EUR",
            invoice.number,
        ]
    ]


async def test_anothers_documents_are_not_there(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    note = await credited(pages, invoice)
    other = await pages.signed_in(await pages.customer())
    for path in (f"invoices/{invoice.id}", f"credit-notes/{note.id}"):
        for tail in ("", "/pdf"):
            answer = await other.get(f"/finance/{path}{tail}")
            assert answer.status_code == 404
            assert str(invoice.number) not in answer.text


async def test_while_payments_is_away_nothing_is_said_to_be_missing(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    pages.network.blocked.add("payments.test")
    answer = await browser.get("/finance")
    assert answer.status_code == 503
    assert "There are no documents" not in answer.text
