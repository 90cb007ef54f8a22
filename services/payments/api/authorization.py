"""What a caller may see: a customer what is its own, an admin what is its partner's."""

from typing import Annotated

from fastapi import Depends

from chassis.auth import (
    CallerDep,
    NamedPartner,
    partner_of_customer,
    partner_of_list,
    require_may_see,
)
from chassis.pages import Cursor, Limit, decode_cursor
from chassis.tokens import Caller
from contracts.message import Id
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.listing import Listing
from services.payments.use_cases.invoicing.require_invoiced import require_invoiced


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
        await require_invoiced(context, partner_id, customer_id)
    return partner_id


async def _listing(
    caller: CallerDep,
    order_id: Id | None = None,
    customer_id: Id | None = None,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing:
    """Another customer's list is one that is not there."""
    if caller.actor.kind == "customer":
        customer_id = customer_id or caller.actor.id
        partner_to_read(caller, customer_id, partner_id)
    partner_id = partner_of_list(caller, partner_id, customer_id)
    return Listing(order_id, customer_id, partner_id, decode_cursor(cursor), limit)


ListingDep = Annotated[Listing, Depends(_listing)]


def require_may_see_intent(caller: Caller, intent: Intent) -> None:
    require_may_see(caller, "payment intent", intent.partner_id, intent.customer_id)
