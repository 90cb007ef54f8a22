"""A customer's account: balance, entries and statements from the ledger, and what came in."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.auth import CallerDep, NamedPartner
from chassis.pages import page_of
from contracts.bookkeeping import AccountView, StatementView
from contracts.message import Day, Id, Page
from contracts.payments import PaymentView
from services.payments.api.authorization import ListingDep, partner_that_invoiced, partner_to_read
from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import Account
from services.payments.repository.bookkeeping.ledger import (
    account_balance,
    account_entries,
)
from services.payments.use_cases.bookkeeping.state_account import state_account
from services.payments.use_cases.collecting.list_received import list_received
from services.payments.views.bookkeeping import account_view
from services.payments.views.collecting import payment_view


def accounts_router(context: Context) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["accounts"])

    @router.get("/accounts/{customer_id}", summary="Balance and ledger entries, newest first")
    async def read_account(
        caller: CallerDep, customer_id: Id, partner_id: NamedPartner = None
    ) -> AccountView:
        partner_id = await partner_that_invoiced(context, caller, customer_id, partner_id)
        async with context.database.autocommit() as connection:
            rows = await account_entries(connection, partner_id, customer_id)
            balance_minor = 0
            if rows:
                account = Account(customer_id, partner_id, rows[0].currency)
                balance_minor = await account_balance(connection, account)
        return account_view(customer_id, rows, balance_minor)

    @router.get("/accounts/{customer_id}/statement", summary="An account statement")
    async def read_statement(
        caller: CallerDep,
        customer_id: Id,
        first: Annotated[Day, Query(alias="from", description="The first day.")],
        last: Annotated[Day, Query(alias="to", description="The last day, included.")],
        partner_id: NamedPartner = None,
    ) -> StatementView:
        """Oldest entry first, with the balance before, after each entry, and at the end."""
        partner_id = partner_to_read(caller, customer_id, partner_id)
        return await state_account(context, partner_id, customer_id, (first, last))

    @router.get("/payments", summary="Payments, newest first")
    async def list_all_payments(listing: ListingDep) -> Page[PaymentView]:
        return page_of(await list_received(context, listing), payment_view, listing.limit)

    return router
