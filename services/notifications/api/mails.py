"""/v1/mails: every mail that was written, sent or not."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from chassis.auth import require
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.mails import MailEvent, MailState, MailView, WholeMail
from contracts.message import Id, Label, Page
from services.notifications.api.dependencies import BoundCallerDep, ContextDep, ListingDep
from services.notifications.domain.mail import SoughtMails
from services.notifications.use_cases.read_mails import list_mails, read_mail
from services.notifications.use_cases.resend_mail import resend_mail

router = APIRouter(prefix="/v1/mails", tags=["mail"], route_class=IdempotentRoute)


@router.get("", summary="Mails, newest first")
async def get_mails(
    caller: BoundCallerDep,
    context: ContextDep,
    listing: ListingDep,
    customer_id: Annotated[Id | None, Query(description="About this customer's orders.")] = None,
    state: MailState | None = None,
    event: MailEvent | None = None,
    only_left: Annotated[bool, Query(description="Given up, and not sent again since.")] = False,
    q: Annotated[Label, Query(description="In the subject, or in a recipient's address.")] = "",
) -> Page[MailView]:
    """A customer gets the mails written to it, an admin all of its partner's."""
    narrowed = replace(listing, customer_id=listing.customer_id or customer_id)
    return await list_mails(
        context,
        caller,
        narrowed,
        SoughtMails(state=state, event=event, only_left=only_left, text=q),
    )


@router.get("/{mail_id}", summary="One mail as it was written, with its HTML")
async def get_mail(mail_id: Id, caller: BoundCallerDep, context: ContextDep) -> WholeMail:
    return await read_mail(context, caller, mail_id)


@router.post("/{mail_id}/resend", status_code=201, summary="Send a mail once more")
async def post_resend(
    mail_id: Id, caller: BoundCallerDep, context: ContextDep, request_key: RequestKey
) -> WholeMail:
    """A mail of its own with the same words to the same recipients, at once; a customer's goes to
    the address that it has now. The old one stays as it is. What is still on its way is
    not doubled."""
    require(caller, "admin", "operator")
    return await resend_mail(context, caller, mail_id, request_key)
