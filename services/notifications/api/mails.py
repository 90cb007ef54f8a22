"""/v1/mails: every mail that was written, sent or not."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.pages import Cursor, Limit
from contracts.message import Id, Page
from contracts.notifications import MailView
from services.notifications.api.dependencies import BoundCallerDep, PostRoomDep
from services.notifications.use_cases import list_mails

router = APIRouter(prefix="/v1/mails", tags=["mail"])

OrderFilter = Annotated[Id | None, Query(description="About this order only.")]


@router.get("", summary="Mails, newest first")
async def get_mails(
    caller: BoundCallerDep,
    post_room: PostRoomDep,
    order_id: OrderFilter = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[MailView]:
    """A customer gets the mails written to it, an admin all of its partner's."""
    return await list_mails.list_mails(post_room.database, caller, order_id, cursor, limit)
