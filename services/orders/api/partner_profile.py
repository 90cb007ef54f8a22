"""/v1/partner-profile: what customers may know of their partner."""

from fastapi import APIRouter

from chassis.auth import CallerDep, NamedPartner
from contracts.settings import PartnerProfile
from services.orders.api.dependencies import ContextDep
from services.orders.use_cases.read_settings import read_profile

router = APIRouter(prefix="/v1/partner-profile", tags=["settings"])


@router.get("", summary="Name, support contact and what can be ordered, without a setting of staff")
async def get_profile(
    caller: CallerDep, context: ContextDep, partner_id: NamedPartner = None
) -> PartnerProfile:
    return await read_profile(context, caller, partner_id)
