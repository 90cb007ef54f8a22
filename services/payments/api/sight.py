"""What a caller's lists are narrowed to: a customer to itself, an admin to its partner."""

from dataclasses import dataclass

from chassis.auth import require_sight
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


def require_sight_of_intent(caller: Caller, intent: Intent) -> None:
    require_sight(caller, "payment intent", intent.partner_id, intent.customer_id)
