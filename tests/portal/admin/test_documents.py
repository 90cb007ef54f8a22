"""Invoices and credit notes of all customers that one may see."""

import pytest

from tests.portal.customer.books import credited, paid, unpaid
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def test_the_list_is_narrowed_and_has_files_and_a_table(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice, settled = await unpaid(pages, customer), await paid(pages, customer)
    note = await credited(pages, settled)
    browser = await pages.signed_in_staff()
    everything = await browser.get("/documents")
    for number in (invoice.number, settled.number, note.number):
        assert f" {number}<" in everything.text
    opened = await browser.get("/documents?show=open&kind=invoice")
    assert f" {invoice.number}<" in opened.text
    assert f" {settled.number}<" not in opened.text
    assert 'href="/documents.csv?show=open&amp;kind=invoice"' in opened.text
    table = await browser.get("/documents.csv?show=open&kind=invoice")
    assert str(invoice.number) in table.text
    assert f"{settled.number}," not in table.text
    assert "31.00" in table.text


async def test_another_partners_admin_finds_none_of_them(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    stranger = await pages.signed_in_staff(partner_id=9)
    page = await stranger.get("/documents")
    assert f"/documents/invoice/{invoice.id}/pdf" not in page.text
    assert (await stranger.get(f"/documents/invoice/{invoice.id}/pdf")).status_code == 404
    assert (await stranger.get(f"/documents?partner_id={pages.partner_id}")).status_code == 404
    own = await pages.signed_in_staff()
    assert f"/documents/invoice/{invoice.id}/pdf" in (await own.get("/documents")).text
