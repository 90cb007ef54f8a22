"""/v1/desk: which tickets and mails need a person today."""

from fastapi import APIRouter

from chassis.auth import NamedPartner, partner_of_list, require
from contracts.desk import NotificationsDesk
from services.notifications.api.dependencies import BoundCallerDep, ContextDep
from services.notifications.use_cases.show_desk import show_desk

router = APIRouter(prefix="/v1/desk", tags=["tickets"])


@router.get("", summary="How much needs a person today")
async def get_desk(
    caller: BoundCallerDep, context: ContextDep, partner_id: NamedPartner = None
) -> NotificationsDesk:
    """Each count is that of the list which shows these; admins get their partner's."""
    require(caller, "admin", "operator")
    return await show_desk(context, caller, partner_of_list(caller, partner_id, None))
