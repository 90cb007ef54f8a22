"""What a caller may see, and what its lists are narrowed to: a customer to itself, an admin to its
partner."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import Depends

from chassis.auth import (
    CallerDep,
    NamedPartner,
    partner_of_customer,
    partner_of_list,
    require_may_see,
)
from chassis.pages import Cursor, Limit, decode_cursor
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.message import Id
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.repository.invoicing.customers import is_customer_of


@dataclass(frozen=True)
class ListFilter:
    customer_id: str | None
    partner_id: int | None


def filter_of(
    caller: Caller, customer_id: str | None = None, partner_id: int | None = None
) -> ListFilter:
    """The filters for a list. Another customer's list is one that is not there."""
    actor = caller.actor
    if actor.kind == "customer":
        customer_id = customer_id or actor.id
        require_may_see(caller, "customer", partner_of_customer(caller, partner_id), customer_id)
    return ListFilter(customer_id, partner_of_list(caller, partner_id, customer_id))


def partner_to_read(caller: Caller, customer_id: str, named: int | None) -> int:
    """Whose customer this is; another customer is not there."""
    partner_id = partner_of_customer(caller, named)
    require_may_see(caller, "customer", partner_id, customer_id)
    return partner_id


async def partner_that_invoiced(
    context: Context, caller: Caller, customer_id: str, named: int | None
) -> int:
    """The same; for an admin only those are there whom its partner has invoiced, be it by a
    draft."""
    partner_id = partner_to_read(caller, customer_id, named)
    if caller.actor.kind == "admin":
        async with context.database.autocommit() as connection:
            if not await is_customer_of(connection, customer_id, partner_id):
                raise not_found("customer")
    return partner_id


@dataclass(frozen=True)
class Listing:
    """What a list of documents is narrowed to, and which page of it is wanted."""

    order_id: str | None
    customer_id: str | None
    partner_id: int | None
    below_id: str | None
    limit: int

    @property
    def wanted(self) -> dict[str, Any]:
        """As the repositories' lists take it."""
        return asdict(self)


async def _listing(
    caller: CallerDep,
    order_id: Id | None = None,
    customer_id: Id | None = None,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing:
    narrowed = filter_of(caller, customer_id, partner_id)
    below_id = decode_cursor(cursor)
    return Listing(order_id, narrowed.customer_id, narrowed.partner_id, below_id, limit)


ListingDep = Annotated[Listing, Depends(_listing)]


def require_may_see_intent(caller: Caller, intent: Intent) -> None:
    require_may_see(caller, "payment intent", intent.partner_id, intent.customer_id)
