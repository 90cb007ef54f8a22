"""Read a partner's terms, and what a customer agreed to with an order."""

import asyncio

from chassis.auth import partner_of_customer
from chassis.tokens import Caller
from contracts.agreements import ContractSummary, Terms
from services.orders.context import Context
from services.orders.domain.contract_summary import contract_summary
from services.orders.domain.terms import terms_of
from services.orders.repository.settings import read_settings
from services.orders.use_cases.load_order import read_order


async def read_terms(context: Context, caller: Caller, named: int | None) -> Terms:
    """Of the caller's own partner, or of the one that an operator names."""
    partner_id = partner_of_customer(caller, named)
    async with context.database.autocommit() as connection:
        return terms_of(await read_settings(connection, partner_id))


async def read_contract_summary(context: Context, caller: Caller, order_id: str) -> ContractSummary:
    """As it was when the order was placed. Raises `ObjectIsNotFound`."""
    order = await read_order(context, caller, order_id)
    return await asyncio.to_thread(contract_summary, order)
