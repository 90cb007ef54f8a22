"""/v1/checkout-options: what a customer's checkout can offer before anything is ordered."""

from fastapi import APIRouter

from contracts.methods import CheckoutOptions
from services.orders.api.dependencies import BuyingPartner, ContextDep, CustomerDep
from services.orders.use_cases.show_checkout_options import show_checkout_options

router = APIRouter(prefix="/v1/checkout-options", tags=["orders"])


@router.get("", summary="How an order could be paid, or why it will be a request")
async def get_options(
    caller: CustomerDep, partner: BuyingPartner, context: ContextDep
) -> CheckoutOptions:
    """The payment methods that the partner offers and the customer has; also while payments is
    away, then without them."""
    return await show_checkout_options(context, caller, partner)
