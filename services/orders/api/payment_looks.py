"""/v1/orders/…/look: a question, though asked by POST, as it has the gateway asked: so it needs no
Idempotency-Key, and is never answered from what was kept."""

from fastapi import APIRouter

from contracts.message import Id
from contracts.orders import PlacedOrder
from services.orders.api.dependencies import ContextDep, CustomerDep
from services.orders.use_cases.look_at_payment import look_at_payment

router = APIRouter(prefix="/v1/orders/{order_id}/look", tags=["orders"])


@router.post("", summary="Back from the payment page: look where the payment stands")
async def post_look(order_id: Id, caller: CustomerDep, context: ContextDep) -> PlacedOrder:
    """Asks the gateway, once in three seconds. While the answer is `checking`, show that, offer no
    payment, and ask again or read on at the payment page's state."""
    return await look_at_payment(context, caller, order_id)
