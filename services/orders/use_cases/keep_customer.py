"""Keep a customer's profile as the portal's backend knows it, and read it."""

from chassis.auth import not_found, require_sight
from chassis.tokens import Caller
from contracts.orders import CustomerFields, CustomerView
from services.orders.context import Context
from services.orders.repository.customers import find_customer, put_customer


async def keep_customer(
    context: Context, caller: Caller, customer_id: str, fields: CustomerFields
) -> CustomerView:
    """Create or replace. An admin keeps its own partner's customers only."""
    require_sight(caller, "customer", fields.partner_id, customer_id)
    actor = caller.actor
    async with context.database.autocommit() as connection:
        kept = await put_customer(connection, customer_id, fields, actor.label, actor.partner_id)
    if not kept:
        raise not_found("customer")
    return CustomerView(id=customer_id, **fields.model_dump())


async def read_customer(context: Context, caller: Caller, customer_id: str) -> CustomerView:
    async with context.database.autocommit() as connection:
        customer = await find_customer(connection, customer_id)
    if customer is None:
        raise not_found("customer")
    require_sight(caller, "customer", customer.partner_id, customer.id)
    return customer
