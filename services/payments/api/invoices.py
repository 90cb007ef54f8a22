"""Invoices: issuing for an approved request, lists, one invoice. Issuing is the workflow's; its
business key is the order item."""

from functools import partial

from fastapi import APIRouter

from chassis.auth import CallerDep, require
from chassis.pages import page_of
from contracts.explaining import Explanation
from contracts.message import Id, Page
from contracts.payments import InvoicePreview, InvoiceView
from services.payments.api.authorization import ListingDep, seen_invoice
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import IssueInvoiceBody
from services.payments.use_cases.invoicing.explain import explain_invoice
from services.payments.use_cases.invoicing.issue_invoice import issue_invoice
from services.payments.use_cases.invoicing.preview_invoice import preview_invoice
from services.payments.use_cases.invoicing.read_invoice import list_invoices
from services.payments.views.invoicing import invoice_view

router = APIRouter(prefix="/v1/invoices", tags=["invoices"])


@router.post("", summary="Invoice an approved request from its start date")
async def issue(caller: CallerDep, context: ContextDep, command: IssueInvoiceBody) -> InvoiceView:
    require(caller, "system")
    return invoice_view(await issue_invoice(context, command), context.now())


@router.post("/preview", summary="What an approved request would be invoiced")
async def preview(caller: CallerDep, command: IssueInvoiceBody) -> InvoicePreview:
    """Stores nothing. For systems, as the body says what is charged: people ask the orders
    service, which knows what was ordered."""
    require(caller, "system")
    return preview_invoice(command)


@router.get("", summary="Invoices with their items, newest first")
async def list_all(context: ContextDep, listing: ListingDep) -> Page[InvoiceView]:
    found = await list_invoices(context, listing)
    view = partial(invoice_view, now=context.now())
    return page_of(found.rows, view, listing.limit, goes_on=found.goes_on)


@router.get("/{invoice_id}", summary="One invoice with its items and segments")
async def read(caller: CallerDep, context: ContextDep, invoice_id: Id) -> InvoiceView:
    return invoice_view(await seen_invoice(context, caller, invoice_id), context.now())


@router.get("/{invoice_id}/explanation", summary="Why it has its amount, line by line")
async def explain(caller: CallerDep, context: ContextDep, invoice_id: Id) -> Explanation:
    invoice = await seen_invoice(context, caller, invoice_id)
    return await explain_invoice(context, invoice, caller.actor)
