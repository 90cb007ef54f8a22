"""/v1/documents: invoices and credit notes as one list, for the finance page."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.pages import page_of, read_place, shown, write_place
from contracts.finance import DocumentKind, FinanceDocument
from contracts.message import Day, Name, Page
from services.payments.api.authorization import ListingDep
from services.payments.api.dependencies import ContextDep
from services.payments.domain.invoicing.finding import WantedDocuments
from services.payments.use_cases.invoicing.list_documents import list_documents

router = APIRouter(prefix="/v1/documents", tags=["documents"])


async def _wanted_documents(
    listing: ListingDep,
    kind: DocumentKind | None = None,
    number: Annotated[Name | None, Query(description="With which the number begins.")] = None,
    issued_from: Day | None = None,
    issued_to: Annotated[Day | None, Query(description="Inclusive.")] = None,
    only_overdue: Annotated[
        bool, Query(description="Invoices that should have been paid by now.")
    ] = False,
    only_open: Annotated[bool, Query(description="Still to be paid or given back.")] = False,
) -> WantedDocuments:
    return WantedDocuments(
        partner_id=listing.partner_id,
        customer_id=listing.customer_id,
        order_id=listing.order_id,
        kind=kind,
        number=number,
        issued_from=issued_from,
        issued_to=issued_to,
        only_open=only_open,
        only_overdue=only_overdue,
        after=read_place(listing.before_id, date),
        limit=listing.limit,
    )


@router.get("", summary="Issued invoices and credit notes, newest first")
async def list_all(
    context: ContextDep, wanted: Annotated[WantedDocuments, Depends(_wanted_documents)]
) -> Page[FinanceDocument]:
    """A customer's own, an admin's partner's. Drafts are left out: they are no documents yet."""
    rows = await list_documents(context, wanted)
    return page_of(
        rows, shown, wanted.limit, last_id=lambda row: write_place(row.issued_on, row.id)
    )
