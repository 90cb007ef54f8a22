"""/v1/partners: the partners that there are, for staff."""

from fastapi import APIRouter

from contracts.message import Page
from contracts.settings import PartnerSummary
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.use_cases.list_partners import list_partners

router = APIRouter(prefix="/v1/partners", tags=["settings"])


@router.get("", summary="Partners with settings or customers, by their numbers")
async def get_partners(staff: StaffDep, context: ContextDep) -> Page[PartnerSummary]:
    """On one page, as there are at most 99. An admin gets its own."""
    return await list_partners(context, staff)
