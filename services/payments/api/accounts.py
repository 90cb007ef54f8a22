"""A customer's account: balance, entries and statements from the ledger, and what came in."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from chassis.auth import CallerDep, not_found
from contracts.bookkeeping import StatementView
from contracts.message import Page
from contracts.payments import AccountView, PaymentView
from services.payments.api.sight import ListingDep, sight_of
from services.payments.means import Means
from services.payments.repository.ledger import account_balance, account_entries, has_account
from services.payments.use_cases.list_received import list_received
from services.payments.use_cases.state_account import state_account
from services.payments.views import account_view


def accounts_router(means: Means) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["accounts"])

    @router.get("/accounts/{customer_id}", summary="Balance and ledger entries, newest first")
    async def read_account(caller: CallerDep, customer_id: str) -> AccountView:
        sight = sight_of(caller, customer_id)
        async with means.database.autocommit() as connection:
            rows = await account_entries(connection, customer_id, sight.partner_id)
            if not rows and await has_account(connection, customer_id):
                raise not_found("account")  # it is another partner's
            balance_minor = 0
            if rows:
                balance_minor = await account_balance(
                    connection, customer_id, rows[0].currency, sight.partner_id
                )
        return account_view(customer_id, rows, balance_minor)

    @router.get("/accounts/{customer_id}/statement", summary="An account statement")
    async def read_statement(
        caller: CallerDep,
        customer_id: str,
        first: Annotated[date, Query(alias="from", description="The first day.")],
        last: Annotated[date, Query(alias="to", description="The last day, included.")],
    ) -> StatementView:
        """Oldest entry first, with the balance before, after each entry, and at the end."""
        sight = sight_of(caller, customer_id)
        return await state_account(means, customer_id, sight.partner_id, (first, last))

    @router.get("/payments", summary="Payments, newest first")
    async def list_all_payments(listing: ListingDep) -> Page[PaymentView]:
        return await list_received(means, listing.wanted, listing.limit)

    return router
