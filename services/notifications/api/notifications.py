"""/v1/notifications: the workflow says what happened to an order."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from contracts.notifications import NotifiedView, Notify
from services.notifications.api.dependencies import ContextDep
from services.notifications.api.examples import NOTIFY
from services.notifications.use_cases.notify import notify

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])


@router.post("", summary="Notify whoever one event of an order concerns")
async def post_notification(
    event: Annotated[Notify, Body(openapi_examples=NOTIFY)],
    caller: CallerDep,
    context: ContextDep,
) -> NotifiedView:
    """The body's `key` is the idempotency key: a repeat answers the first outcome. Mails are
    delivered after the answer; a slow mail server delays nobody."""
    require(caller, "system")
    return await notify(context, event)
