"""/v1/closed-partners: whose customers cannot order. Told by the orders service, which keeps the
partners' settings; for systems only."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require
from contracts.settings import ClosedPartners
from services.catalog.api.dependencies import ContextDep
from services.catalog.use_cases.close_partners import close_partners

router = APIRouter(prefix="/v1/closed-partners", tags=["ordering"])


@router.put("", summary="Say whose customers cannot order")
async def put_closed_partners(
    told: ClosedPartners, caller: CallerDep, context: ContextDep
) -> ClosedPartners:
    """The whole list; an older version than the newest that was told changes nothing."""
    require(caller, "system")
    await close_partners(context, told)
    return told
