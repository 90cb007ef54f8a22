"""/v1/desk: what of the money needs a person today."""

from fastapi import APIRouter

from chassis.auth import CallerDep, NamedPartner, partner_of_list, require
from contracts.desk import PaymentsDesk
from services.payments.api.dependencies import ContextDep
from services.payments.use_cases.collecting.show_desk import show_desk

router = APIRouter(prefix="/v1/desk", tags=["payments"])


@router.get("", summary="How much needs a person today")
async def get_desk(
    caller: CallerDep, context: ContextDep, partner_id: NamedPartner = None
) -> PaymentsDesk:
    """Each count is that of the list which shows these; admins get their partner's."""
    require(caller, "admin", "operator")
    return await show_desk(context, caller, partner_of_list(caller, partner_id, None))
