"""Invoices and credit notes as one list, also for a spreadsheet, and each as a file."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends
from fastapi.responses import Response

from clients.pages import all_of
from contracts.finance import DocumentKind, FinanceDocument
from contracts.message import Day, Id
from contracts.message import Page as PageOf
from portal.admin.lists import file_of, read_list
from portal.admin.partners import Named
from portal.shared.files import as_pdf
from portal.web.csv import ROWS_AT_ONCE, Cell, amount
from portal.web.lists import Place, Words, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import term

pages = Pages()
LOOKS = {
    "issued": "warning",
    "paid": "success",
    "settled": "success",
    "refund_due": "info",
}
KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
COLUMNS = (
    "portal.finance.kind",
    "portal.finance.number",
    "portal.finance.issued",
    "portal.finance.state",
    "portal.finance.amount",
    "portal.finance.left",
    "document.currency",
    "portal.finance.due_on",
    "portal.finance.for_invoice",
    "admin.customers.partner",
    "admin.customers.number",
    "portal.services.order",
)


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    partner_id: Named = ""
    kind: DocumentKind | Literal[""] = ""
    show: Literal["", "open", "overdue"] = ""
    since: Day | Literal[""] = ""
    until: Day | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        chosen = self.partner_id or self.kind or self.show or self.since or self.until
        return bool(chosen or self.q.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[FinanceDocument]]]:
        return lambda cursor: page.services.payments.documents(
            partner_id=self.partner_id or None,
            number=self.q.strip() or None,
            kind=self.kind or None,
            only_open=self.show == "open",
            only_overdue=self.show == "overdue",
            issued_from=self.since or None,
            issued_to=self.until or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get("/documents", permission="staff")
async def documents(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/documents/page.html",
        list=shown,
        asked=asked,
        partners=partners,
        kinds=choices("document_kind", KINDS),
        looks=LOOKS,
    )


@pages.get("/documents.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "portal.finance.file", COLUMNS, _rows(page, asked))


@pages.get("/documents/{kind}/{document_id}/pdf", permission="staff")
async def file(page: PageDep, kind: DocumentKind, document_id: Id) -> Response:
    payments = page.services.payments
    if kind == "invoice":
        content = await payments.invoice_document(document_id, "pdf")
    else:
        content = await payments.credit_note_document(document_id, "pdf")
    return as_pdf(content, f"{kind}-{document_id}")


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            term("document_kind", one.kind),
            one.number,
            one.issued_on,
            term("document_state", one.state),
            amount(one.gross_minor, one.currency),
            amount(one.open_minor, one.currency),
            one.currency,
            one.due_on,
            one.corrects_number,
            one.partner_id,
            one.customer_id,
            one.order_id,
        )
