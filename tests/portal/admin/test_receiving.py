"""Money that came for an issued invoice: what it leaves open is seen first, then it is recorded."""

import re

import pytest

from contracts.payments import InvoiceView
from tests.portal.customer.books import books, unpaid
from tests.portal.world import Browser, PortalWorld

pytestmark = pytest.mark.engines

FORM = {"received_on": "2023-01-16", "method": "cash", "reference": "R 9"}


def where(invoice: InvoiceView) -> str:
    return f"/documents/invoice/{invoice.id}/receive"


async def previewed(browser: Browser, invoice: InvoiceView, amount: str, **more: str) -> str:
    await browser.get(where(invoice))
    answer = await browser.post(where(invoice), {**FORM, "amount": amount, **more})
    assert answer.status_code == 200
    browser._hidden |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    return answer.text


async def due(pages: PortalWorld, invoice: InvoiceView) -> int:
    return (await books(pages).invoice(invoice.id)).due_minor


async def test_what_is_left_is_seen_first_and_two_clicks_record_once(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    browser = await pages.signed_in_staff()
    page = (await browser.get(f"/documents/invoice/{invoice.id}")).text
    assert f'href="{where(invoice)}"' in page
    page = (await browser.get(where(invoice))).text
    assert 'name="amount" value="31.00"' in page
    assert 'value="record"' not in page
    assert "After it €21.00 of the invoice is still open" in await previewed(
        browser, invoice, "10.00"
    )
    assert await due(pages, invoice) == 3_100
    sent, hidden = {**FORM, "amount": "10.00", "do": "record"}, dict(browser._hidden)
    for _ in range(2):
        browser._hidden = dict(hidden)
        done = await browser.post(where(invoice), sent)
        assert "€21.00 of the invoice is still open" in (await browser.follow(done)).text
    assert await due(pages, invoice) == 2_100
    [came] = (await books(pages).payments(order_id=invoice.order_id)).items
    assert (came.amount_minor, came.reference, str(came.received_on)) == (
        1_000,
        "R 9",
        "2023-01-16",
    )


async def test_the_rest_pays_it_and_nothing_more_is_taken(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    browser = await pages.signed_in_staff(language="de")
    assert "Danach ist die Rechnung bezahlt" in await previewed(browser, invoice, "31,00")
    done = await browser.post(where(invoice), {**FORM, "amount": "31,00", "do": "record"})
    page = (await browser.follow(done)).text
    assert "Die Rechnung ist bezahlt" in page
    assert where(invoice) not in page
    again = await browser.follow(await browser.get(where(invoice)))
    assert "Von dieser Rechnung ist nichts offen" in again.text


async def test_what_was_typed_anew_is_previewed_anew(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    browser = await pages.signed_in_staff()
    await previewed(browser, invoice, "10.00")
    answer = await browser.post(where(invoice), {**FORM, "amount": "12.00", "do": "record"})
    assert "After it €19.00 of the invoice is still open" in answer.text
    assert await due(pages, invoice) == 3_100


async def test_what_is_wrong_is_said_at_its_field(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    browser = await pages.signed_in_staff()
    form = {**FORM, "amount": "31.00"}
    for wrong, why in (
        ({"amount": "2,400"}, "This may be two different amounts"),
        ({"amount": "many"}, "This is no amount"),
        ({"amount": "0"}, "an amount above zero is missing"),
        ({"amount": "31.01"}, "less than the €31.01 received"),
        ({"received_on": "01/02/2023"}, "This may be two different days"),
        ({"reference": " "}, 'id="reference-fault"'),
    ):
        await browser.get(where(invoice))
        refused = await browser.post(where(invoice), form | wrong)
        assert (refused.status_code, why in refused.text) == (422, True), why
    await previewed(browser, invoice, "10.00")
    await browser.post(where(invoice), {**FORM, "amount": "10.00", "do": "record"})
    await previewed(browser, invoice, "5.00")
    used = await browser.post(where(invoice), {**FORM, "amount": "5.00", "do": "record"})
    assert (used.status_code, 'id="reference-fault"' in used.text) == (409, True)
    await previewed(browser, invoice, "5.00", received_on="2999-01-01", reference="R 10")
    late = {**FORM, "amount": "5.00", "received_on": "2999-01-01", "reference": "R 10"}
    future = await browser.post(where(invoice), {**late, "do": "record"})
    assert (future.status_code, "in the future" in future.text) == (422, True)
    assert await due(pages, invoice) == 2_100


async def test_who_comes_too_late_reads_why(pages: PortalWorld) -> None:
    """Two at one invoice: the second one's money is more than is open, or nothing is."""
    invoice = await unpaid(pages, await pages.customer())
    mine, theirs = await pages.signed_in_staff(), await pages.signed_in_staff()
    for browser, amount in ((mine, "31.00"), (theirs, "20.00")):
        await previewed(browser, invoice, amount)
    await theirs.post(where(invoice), {**FORM, "amount": "20.00", "do": "record"})
    late = {**FORM, "amount": "31.00", "reference": "R 10", "do": "record"}
    refused = await mine.post(where(invoice), late)
    assert (refused.status_code, "has €11.00 due" in refused.text) == (409, True)
    await previewed(theirs, invoice, "11.00", reference="R 11")
    await theirs.post(
        where(invoice), {**FORM, "amount": "11.00", "reference": "R 11", "do": "record"}
    )
    assert (await mine.follow(await mine.post(where(invoice), late))).url.path == (
        f"/documents/invoice/{invoice.id}"
    )


async def test_what_was_seen_before_somebody_elses_booking_is_seen_anew(
    pages: PortalWorld,
) -> None:
    """The same money, written down in two ways by two admins."""
    invoice = await unpaid(pages, await pages.customer())
    mine, theirs = await pages.signed_in_staff(), await pages.signed_in_staff()
    for browser in (mine, theirs):
        await previewed(browser, invoice, "10.00")
    form = {**FORM, "amount": "10.00", "do": "record"}
    assert (await theirs.post(where(invoice), form)).status_code == 303
    again = await mine.post(where(invoice), {**form, "reference": "r-9"})
    assert again.status_code == 409
    assert "has €21.00 due now, and not €31.00 as when you looked" in again.text
    assert "After it €11.00 of the invoice is still open" in again.text
    assert await due(pages, invoice) == 2_100
    mine._hidden |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', again.text))
    assert (await mine.post(where(invoice), {**form, "reference": "r-9"})).status_code == 303
    assert await due(pages, invoice) == 1_100


async def test_it_is_for_who_decides_for_that_partner(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    operator = await pages.signed_in_staff("operator")
    assert where(invoice) not in (await operator.get(f"/documents/invoice/{invoice.id}")).text
    stranger = await pages.signed_in_staff(partner_id=9 if pages.partner_id != 9 else 8)
    assert (await stranger.get(where(invoice))).status_code == 404
    form = {**FORM, "amount": "31.00", "due_minor": "3100", "left_minor": "0", "do": "record"}
    for browser in (operator, stranger):
        await browser.get("/documents")
        assert (await browser.post(where(invoice), form)).status_code == 404
    assert await due(pages, invoice) == 3_100
