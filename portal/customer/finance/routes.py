"""The customer's documents as one list, also for a spreadsheet, and each with why its amount is
what it is, and as a file."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from fastapi.responses import Response

from clients.pages import all_of
from contracts.message import Id
from portal.customer.finance.asked import Asked, AskedDep
from portal.customer.finance.view import (
    KINDS,
    document_view,
    invoice_view,
    note_view,
)
from portal.shared.files import as_pdf
from portal.web.csv import ROWS_AT_ONCE, Cell, amount, csv_page
from portal.web.lists import ROWS, Place, address, beginning, choices, following
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import term

pages = Pages()
COLUMNS = (
    "portal.finance.kind",
    "portal.finance.number",
    "portal.finance.issued",
    "portal.finance.state",
    "portal.finance.amount",
    "portal.finance.left",
    "portal.finance.due_on",
    "document.currency",
    "portal.finance.for_invoice",
)


@pages.get("/finance", permission="customer")
async def documents(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    listed = await asked.reader(page, ROWS)(cursor)
    return page.show(
        "customer/finance/page.html",
        documents=[document_view(one) for one in listed.items],
        asked=asked,
        kinds=choices("document_kind", KINDS),
        export=address(page, cursor=None).replace("/finance", "/finance/export.csv", 1),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )


@pages.get("/finance/export.csv", permission="customer")
async def export(page: PageDep, asked: AskedDep) -> Response:
    headings = [t(code) for code in COLUMNS]
    return await csv_page(page, t("portal.finance.file"), headings, _rows(page, asked))


@pages.get("/finance/invoices/{invoice_id}", permission="customer")
async def invoice(page: PageDep, invoice_id: Id) -> Response:
    payments = page.services.payments
    found, why = await asyncio.gather(
        payments.invoice(invoice_id), payments.explain_invoice(invoice_id)
    )
    return page.show("customer/finance/document.html", view=invoice_view(found, why))


@pages.get("/finance/credit-notes/{note_id}", permission="customer")
async def credit_note(page: PageDep, note_id: Id) -> Response:
    payments = page.services.payments
    found, why = await asyncio.gather(
        payments.credit_note(note_id), payments.explain_credit_note(note_id)
    )
    return page.show("customer/finance/document.html", view=note_view(found, why))


@pages.get("/finance/invoices/{invoice_id}/pdf", permission="customer")
async def invoice_file(page: PageDep, invoice_id: Id) -> Response:
    payments = page.services.payments
    found, content = await asyncio.gather(
        payments.invoice(invoice_id), payments.invoice_document(invoice_id, "pdf")
    )
    return as_pdf(content, f"invoice-{found.number}")


@pages.get("/finance/credit-notes/{note_id}/pdf", permission="customer")
async def credit_note_file(page: PageDep, note_id: Id) -> Response:
    payments = page.services.payments
    found, content = await asyncio.gather(
        payments.credit_note(note_id), payments.credit_note_document(note_id, "pdf")
    )
    return as_pdf(content, f"credit-note-{found.number}")


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            term("document_kind", one.kind),
            one.number,
            one.issued_on,
            t("portal.finance.document_state", kind=one.kind, state=one.state),
            amount(one.gross_minor, one.currency),
            amount(one.open_minor, one.currency),
            one.due_on,
            one.currency,
            one.corrects_number,
        )
