"""Read a partner's terms, and what a customer agreed to with an order."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import partner_of_customer
from chassis.tokens import Caller
from contracts.actors import named_to
from contracts.agreements import ContractSummary, Terms
from services.orders.context import Context
from services.orders.domain.contract_summary import contract_summary
from services.orders.domain.order import Order
from services.orders.domain.terms import terms_of
from services.orders.repository.settings import read_settings
from services.orders.repository.settings_versions import layers_at
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.read_settings import settings_then


async def read_terms(context: Context, caller: Caller, named: int | None) -> Terms:
    """Of the caller's own partner, or of the one that an operator names."""
    partner_id = partner_of_customer(caller, named)
    async with context.database.autocommit() as connection:
        return terms_of(await read_settings(connection, partner_id))


async def read_contract_summary(context: Context, caller: Caller, order_id: str) -> ContractSummary:
    """As it was when the order was placed. Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        terms_text = await _agreed_text(connection, order)
    summary = await asyncio.to_thread(contract_summary, order, terms_text)
    agreed_by = named_to(caller.actor, summary.agreed_by)
    return summary.model_copy(update={"agreed_by": agreed_by})


async def _agreed_text(connection: AsyncConnection, order: Order) -> str:
    if order.agreement.terms_version is None:
        return ""
    partner = str(order.partner_id)
    kept = await layers_at(connection, partner, order.policy.settings_version)
    return terms_of(settings_then(kept, partner)).text
