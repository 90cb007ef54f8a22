"""/v1/notifications: the workflow says what happened to an order."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from contracts.notifications import NotifyAll
from services.notifications.api.dependencies import ContextDep
from services.notifications.api.examples import NOTIFY
from services.notifications.use_cases.notify import notify

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])


@router.post("", status_code=204, summary="Notify whoever an order's events concern")
async def post_notifications(
    happened: Annotated[NotifyAll, Body(openapi_examples=NOTIFY)],
    caller: CallerDep,
    context: ContextDep,
) -> None:
    """Each event's `key` is its idempotency key: what comes again changes nothing. Mails are
    delivered after the answer; a slow mail server delays nobody."""
    require(caller, "system")
    await notify(context, happened.events)
