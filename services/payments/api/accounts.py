"""A customer's account: balance, entries and statements from the ledger, and what came in."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.auth import CallerDep, NamedPartner
from chassis.pages import page_of
from contracts.bookkeeping import AccountView, StatementView
from contracts.message import Day, Id, Page
from contracts.overviews import AccountOverview
from contracts.payments import PaymentView
from services.payments.api.authorization import ListingDep, partner_that_invoiced, partner_to_read
from services.payments.api.dependencies import ContextDep
from services.payments.use_cases.bookkeeping.read_account import read_account
from services.payments.use_cases.bookkeeping.show_overview import show_overview
from services.payments.use_cases.bookkeeping.state_account import state_account
from services.payments.use_cases.collecting.list_received import list_received
from services.payments.views.bookkeeping import account_view
from services.payments.views.collecting import payment_view

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.get("/accounts/{customer_id}", summary="Balance and ledger entries, newest first")
async def read(
    caller: CallerDep, context: ContextDep, customer_id: Id, partner_id: NamedPartner = None
) -> AccountView:
    partner_id = await partner_that_invoiced(context, caller, customer_id, partner_id)
    return account_view(await read_account(context, partner_id, customer_id))


@router.get("/accounts/{customer_id}/overview", summary="Balances, and what is to be paid")
async def read_overview(
    caller: CallerDep, context: ContextDep, customer_id: Id, partner_id: NamedPartner = None
) -> AccountOverview:
    partner_id = await partner_that_invoiced(context, caller, customer_id, partner_id)
    return await show_overview(context, partner_id, customer_id)


@router.get("/accounts/{customer_id}/statement", summary="An account statement")
async def read_statement(
    caller: CallerDep,
    context: ContextDep,
    customer_id: Id,
    first: Annotated[Day, Query(alias="from", description="The first day.")],
    last: Annotated[Day, Query(alias="to", description="The last day, included.")],
    partner_id: NamedPartner = None,
) -> StatementView:
    """Oldest entry first, with the balance before, after each entry, and at the end."""
    partner_id = partner_to_read(caller, customer_id, partner_id)
    return await state_account(context, partner_id, customer_id, (first, last))


@router.get("/payments", summary="Payments, newest first")
async def list_payments(context: ContextDep, listing: ListingDep) -> Page[PaymentView]:
    return page_of(await list_received(context, listing), payment_view, listing.limit)
