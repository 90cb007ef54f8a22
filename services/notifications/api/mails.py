"""/v1/mails: every mail that was written, sent or not."""

from fastapi import APIRouter

from contracts.mails import MailView
from contracts.message import Page
from services.notifications.api.dependencies import BoundCallerDep, ContextDep, ListingDep
from services.notifications.use_cases.list_mails import list_mails

router = APIRouter(prefix="/v1/mails", tags=["mail"])


@router.get("", summary="Mails, newest first")
async def get_mails(
    caller: BoundCallerDep, context: ContextDep, listing: ListingDep
) -> Page[MailView]:
    """A customer gets the mails written to it, an admin all of its partner's."""
    return await list_mails(context, caller, listing)
