"""What a caller's lists are narrowed to: a customer to itself, an admin to its partner."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import Depends

from chassis.auth import CallerDep, require_sight
from chassis.pages import Cursor, Limit, decode_cursor
from chassis.tokens import Caller
from services.payments.domain.intents import Intent


@dataclass(frozen=True)
class Sight:
    customer_id: str | None
    partner_id: int | None


def sight_of(caller: Caller, customer_id: str | None = None) -> Sight:
    """The filters for a list. Another customer's list is one that is not there."""
    actor = caller.actor
    if actor.kind == "customer":
        require_sight(caller, "customer", actor.partner_id or 0, customer_id or actor.id)
        return Sight(actor.id, actor.partner_id)
    if actor.kind == "admin":
        require_sight(caller, "customer", actor.partner_id or 0, None)
    return Sight(customer_id, actor.partner_id)


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
    order_id: str | None = None,
    customer_id: str | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing:
    sight = sight_of(caller, customer_id)
    below_id = decode_cursor(cursor)
    return Listing(order_id, sight.customer_id, sight.partner_id, below_id, limit)


ListingDep = Annotated[Listing, Depends(_listing)]


def require_sight_of_intent(caller: Caller, intent: Intent) -> None:
    require_sight(caller, "payment intent", intent.partner_id, intent.customer_id)
