"""/v1/sign-in-mails: the portal signs somebody in by mail."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from contracts.notifications import SendSignInMail
from services.notifications.api.dependencies import ContextDep
from services.notifications.api.examples import SIGN_IN_MAIL
from services.notifications.use_cases.mail_sign_in import mail_sign_in

router = APIRouter(prefix="/v1/sign-in-mails", tags=["mail"])


@router.post("", status_code=204, summary="Mail what signs somebody in, or that it has changed")
async def post_sign_in_mail(
    wanted: Annotated[SendSignInMail, Body(openapi_examples=SIGN_IN_MAIL)],
    caller: CallerDep,
    context: ContextDep,
) -> None:
    """Its `key` is its idempotency key. Link and code are kept nowhere once the mail is sent."""
    require(caller, "operator")
    await mail_sign_in(context, wanted)
