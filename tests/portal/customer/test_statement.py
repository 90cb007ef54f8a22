"""The account statement: every entry with the balance after it."""

import csv
import io

import pytest

from contracts.payments import IssueInvoice
from tests.portal.customer.books import books, credited, paid, payer, unpaid
from tests.portal.world import PortalWorld
from tests.services.payments.world import request_invoice

pytestmark = pytest.mark.engines


async def test_each_entry_has_the_balance_after_it_the_newest_first(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    note = await credited(pages, invoice)
    owed = await unpaid(pages, customer)
    page = (await (await pages.signed_in(customer)).get("/finance/statement")).text
    told = (
        "Balance at the end",
        f"Invoice {owed.number}",
        f"Credit note {note.number}",
        "<bdi>Payment</bdi>",
        f"Invoice {invoice.number}",
        "Balance at the beginning",
    )
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert '<strong class="amount">' in page
    assert "€18.00" in page, "31 owed less 13 of credit"
    assert "-€13.00" in page, "the balance after the note"


async def test_who_was_never_charged_has_no_entries(pages: PortalWorld) -> None:
    answer = await (await pages.signed_in(await pages.customer())).get("/finance/statement")
    assert answer.status_code == 200
    assert "There are no entries yet" in answer.text


async def test_each_currency_has_a_section(pages: PortalWorld) -> None:
    customer = await pages.customer()
    older = await paid(pages, customer)
    wanted = request_invoice(payer=payer(pages, customer)).model_dump()
    wanted["currency"] = wanted["line"]["line"]["price"]["currency"] = "CHF"
    francs = IssueInvoice.model_validate(wanted)
    newer = await books(pages).issue_invoice(francs)
    browser = await pages.signed_in(customer)
    page = (await browser.get("/finance/statement")).text
    first, second = page.index("Account statement in CHF</h2>"), page.index("in EUR</h2>")
    assert first < page.index(f"Invoice {newer.number}") < second
    assert second < page.index(f"Invoice {older.number}")
    export = (await browser.get("/finance/statement.csv")).text
    assert {line.strip()[-3:] for line in export.splitlines()[1:]} == {"CHF", "EUR"}


async def test_days_are_in_the_address(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    browser = await pages.signed_in(customer)
    early = (await browser.get("/finance/statement?since=2001-01-01&until=2001-02-01")).text
    assert str(invoice.number) not in early
    assert 'value="2001-02-01"' in early
    wrong = await browser.get("/finance/statement?since=2024-02-02&until=2024-01-01")
    assert wrong.status_code == 200
    assert 'data-kind="error"' in wrong.text


async def test_an_export_has_the_same_entries(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await paid(pages, customer)
    answer = await (await pages.signed_in(customer)).get("/finance/statement.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[2:] for row in rows[1:]] == [
        [invoice.number, "31.00", "0.00", "31.00", "EUR"],
        [rows[2][2], "0.00", "31.00", "0.00", "EUR"],
    ]
