"""Keep customers' profiles as the portal's backend knows them, and read them."""

from collections.abc import Collection
from operator import attrgetter

from chassis.auth import partner_of_customer, require_may_see
from chassis.pages import page_of
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.message import Page
from contracts.orders import (
    CustomerFields,
    CustomerIsThereAlready,
    CustomerName,
    CustomerNames,
    CustomerView,
)
from services.orders.context import Context
from services.orders.domain.customers_wanted import CustomersWanted
from services.orders.repository.customers import (
    add_customer,
    find_customer,
    find_customers,
    list_customers,
    put_customer,
)
from services.orders.views import customer_view


async def keep_customer(
    context: Context, caller: Caller, customer_id: str, fields: CustomerFields, only_new: bool
) -> CustomerView:
    """Create or replace. An admin keeps its own partner's customers only. Raises
    `CustomerIsThereAlready` where only a new one is wanted."""
    require_may_see(caller, "customer", fields.partner_id, customer_id)
    by = caller.actor.label
    async with context.database.autocommit() as connection:
        if not only_new:
            await put_customer(connection, customer_id, fields, by)
        elif not await add_customer(connection, customer_id, fields, by):
            raise CustomerIsThereAlready(customer_id=customer_id)
    return CustomerView(id=customer_id, **fields.model_dump())


async def read_customer(
    context: Context, caller: Caller, customer_id: str, partner_id: int | None
) -> CustomerView:
    """Raises `PartnerIsNotNamed` when an operator or the system does not say whose it is."""
    partner_id = partner_of_customer(caller, partner_id)
    async with context.database.autocommit() as connection:
        customer = await find_customer(connection, partner_id, customer_id)
    if customer is None:
        raise not_found("customer")
    require_may_see(caller, "customer", customer.partner_id, customer.id)
    return customer_view(customer)


async def page_of_customers(context: Context, wanted: CustomersWanted) -> Page[CustomerView]:
    """The newest first. Whose customers the caller may see, `wanted` says."""
    async with context.database.autocommit() as connection:
        found = await list_customers(connection, wanted)
    return page_of(found, customer_view, wanted.limit, last_id=attrgetter("number"))


async def name_customers(
    context: Context, caller: Caller, keys: Collection[tuple[int, str]]
) -> CustomerNames:
    """Of whom the caller may see."""
    own = caller.actor.partner_id
    seen = {key for key in keys if own in (None, key[0])}
    if not seen:
        return CustomerNames(names=[])
    async with context.database.autocommit() as connection:
        found = await find_customers(connection, seen)
    return CustomerNames(
        names=[CustomerName(partner_id=p, id=i, name=one.name) for (p, i), one in found.items()]
    )
