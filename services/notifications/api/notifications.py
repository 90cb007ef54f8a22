"""/v1/notifications: the workflow tells what happened to an order."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Body

from chassis.auth import CallerDep, require
from contracts.notifications import NotifiedView, Notify
from services.notifications.api.dependencies import PostRoomDep
from services.notifications.api.examples import NOTIFY
from services.notifications.use_cases import notify

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])


@router.post("", summary="Tell whoever must know of one event of an order")
async def post_notification(
    event: Annotated[Notify, Body(openapi_examples=NOTIFY)],
    caller: CallerDep,
    post_room: PostRoomDep,
    afterwards: BackgroundTasks,
) -> NotifiedView:
    """The body's `key` is the idempotency key: a repeat answers the first outcome. Mails are
    delivered after the answer; a slow mail server delays nobody."""
    require(caller, "system")
    view, queued = await notify.notify(post_room, event)
    afterwards.add_task(post_room.hand_over, queued)
    return view
