"""One invoice or credit note: its lines, and why its amount is what it is."""

import asyncio
from collections.abc import Sequence

from fastapi.responses import Response

from contracts.explaining import Explanation
from contracts.finance import DocumentKind
from contracts.message import Id
from contracts.payments import InvoiceView
from portal.admin.permissions import PERMISSIONS
from portal.admin.receiving.routes import takes_money
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/documents/{kind}/{document_id}", permission="staff")
async def document(page: PageDep, kind: DocumentKind, document_id: Id) -> Response:
    payments = page.services.payments
    if kind == "invoice":
        invoice, why = await asyncio.gather(
            payments.invoice(document_id), payments.explain_invoice(document_id)
        )
        return page.show(
            "admin/documents/invoice.html",
            document=invoice,
            kind=kind,
            why=_sentences(why),
            to_receive=f"{page.path}/receive" if _takes_money(page, invoice) else "",
        )
    note, why = await asyncio.gather(
        payments.credit_note(document_id), payments.explain_credit_note(document_id)
    )
    return page.show(
        "admin/documents/credit_note.html", document=note, kind=kind, why=_sentences(why)
    )


def _takes_money(page: Page, invoice: InvoiceView) -> bool:
    return takes_money(invoice) and PERMISSIONS.admits("decide", page.session)


def _sentences(why: Explanation) -> Sequence[str]:
    return [line.sentence.text for line in why.lines] + [one.text for one in why.sentences]
