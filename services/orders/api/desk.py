"""/v1/desk: what of the orders needs a person today."""

from fastapi import APIRouter

from chassis.auth import NamedPartner, partner_of_list
from contracts.desk import OrdersDesk
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.use_cases.show_desk import show_desk

router = APIRouter(prefix="/v1/desk", tags=["approvals"])


@router.get("", summary="How much needs a person today")
async def get_desk(
    staff: StaffDep, context: ContextDep, partner_id: NamedPartner = None
) -> OrdersDesk:
    """Each count is that of the list which shows these; admins get their partner's."""
    return await show_desk(context, staff, partner_of_list(staff, partner_id, None))
