"""/v1/mail-texts: what a partner's mails say in its own words."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query

from chassis.auth import require
from chassis.tokens import Caller
from contracts.mail_texts import (
    MailPreview,
    MailTexts,
    MailTextView,
    PartnerKey,
    PreviewMailText,
    Seen,
    WhichText,
    WriteMailText,
)
from contracts.mails import Audience
from contracts.message import Language
from contracts.notifications import Event
from services.notifications.api.dependencies import BoundCallerDep, ContextDep
from services.notifications.api.examples import MAIL_TEXT
from services.notifications.use_cases.mail_texts import (
    list_texts,
    preview_text,
    read_text,
    write_text,
)

router = APIRouter(prefix="/v1/mail-texts/{partner}", tags=["mail texts"])


async def _staff(caller: BoundCallerDep) -> Caller:
    require(caller, "admin", "operator")
    return caller


async def _which(
    partner: PartnerKey, audience: Audience, event: Event, language: Language
) -> WhichText:
    return WhichText(partner=partner, audience=audience, event=event, language=language)


StaffDep = Annotated[Caller, Depends(_staff)]
WhichDep = Annotated[WhichText, Depends(_which)]
ONE = "/{audience}/{event}/{language}"


@router.get("", summary="The texts in force, the partner's own and those of default")
async def get_texts(partner: PartnerKey, staff: StaffDep, context: ContextDep) -> MailTexts:
    """`partner` is `default` or a partner's number."""
    return await list_texts(context, staff, partner)


@router.get(ONE, summary="One text with its placeholders and its history")
async def get_text(which: WhichDep, staff: StaffDep, context: ContextDep) -> MailTextView:
    return await read_text(context, staff, which)


@router.put(ONE, summary="Write a text of one's own")
async def put_text(
    which: WhichDep,
    text: Annotated[WriteMailText, Body(openapi_examples=MAIL_TEXT)],
    staff: StaffDep,
    context: ContextDep,
) -> MailTextView:
    """It holds for mails from now on; placeholders that the event does not have are refused."""
    return await write_text(context, staff, which, text, text.seen_revision)


@router.delete(ONE, summary="Give a text of one's own up")
async def delete_text(
    which: WhichDep,
    staff: StaffDep,
    context: ContextDep,
    seen_revision: Annotated[Seen, Query(description="The newest one that was seen.")],
) -> MailTextView:
    """From now on default's text holds, or the standard one; the history stays."""
    return await write_text(context, staff, which, None, seen_revision)


@router.post(f"{ONE}/preview", summary="What a text would look like")
async def post_preview(
    which: WhichDep, wanted: PreviewMailText, staff: StaffDep, context: ContextDep
) -> MailPreview:
    """With sample facts, in the partner's frame. Nothing is saved or sent."""
    return await preview_text(context, staff, which, wanted)
