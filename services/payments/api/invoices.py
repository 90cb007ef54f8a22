"""Invoices: issuing for an approved request, lists, one invoice."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require, require_may_see
from chassis.pages import page_of
from chassis.problems import not_found
from contracts.explaining import Explanation
from contracts.message import Id, Page
from contracts.payments import InvoiceView
from services.payments.api.authorization import ListingDep
from services.payments.api.examples import IssueInvoiceBody
from services.payments.context import Context
from services.payments.repository.invoicing import invoices
from services.payments.use_cases.invoicing.explain import explain_invoice
from services.payments.use_cases.invoicing.issue_invoice import issue_invoice
from services.payments.views.invoicing import invoice_view


def invoices_router(context: Context) -> APIRouter:
    """Issuing is the workflow's; its business key is the order item."""
    router = APIRouter(prefix="/v1/invoices", tags=["invoices"])

    @router.post("", summary="Invoice an approved request from its start date")
    async def issue(caller: CallerDep, command: IssueInvoiceBody) -> InvoiceView:
        require(caller, "system")
        return invoice_view(await issue_invoice(context, command))

    @router.get("", summary="Invoices, newest first")
    async def list_all(listing: ListingDep) -> Page[InvoiceView]:
        async with context.database.autocommit() as connection:
            found = await invoices.list_invoices(connection, listing)
        return page_of(found, invoice_view, listing.limit)

    @router.get("/{invoice_id}", summary="One invoice with its items and segments")
    async def read(caller: CallerDep, invoice_id: Id) -> InvoiceView:
        async with context.database.autocommit() as connection:
            invoice = await invoices.invoice_by_id(connection, invoice_id)
        if invoice is None:
            raise not_found("invoice")
        require_may_see(caller, "invoice", invoice.party.partner_id, invoice.party.customer_id)
        return invoice_view(invoice)

    @router.get("/{invoice_id}/explanation", summary="Why it has its amount, line by line")
    async def explain(caller: CallerDep, invoice_id: Id) -> Explanation:
        invoice, explanation = await explain_invoice(context, invoice_id)
        require_may_see(caller, "invoice", invoice.party.partner_id, invoice.party.customer_id)
        return explanation

    return router
