"""/v1/overview: what a customer's first page shows of orders."""

from fastapi import APIRouter

from contracts.overviews import OrdersOverview
from services.orders.api.dependencies import BuyingPartner, ContextDep, CustomerDep
from services.orders.use_cases.show_overview import show_overview

router = APIRouter(prefix="/v1/overview", tags=["orders"])


@router.get("", summary="Cart, services and open orders at a glance")
async def get_overview(
    caller: CustomerDep, partner: BuyingPartner, context: ContextDep
) -> OrdersOverview:
    """The calling customer's; also while its partner takes no orders."""
    return await show_overview(context, caller, partner)
