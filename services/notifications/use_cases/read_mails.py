"""Read mails. What the mail server said, and who of the staff had one sent again, is for staff."""

from dataclasses import replace
from datetime import timedelta

from chassis.auth import require_may_see
from chassis.listing import Listing
from chassis.pages import page_of, shown
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.mails import FileKind, MailView, WholeMail
from contracts.message import Page
from services.notifications.channels.port import Attachment
from services.notifications.context import Context
from services.notifications.domain.mail import SoughtMails
from services.notifications.repository.mails import find_whole, page_of_mails
from services.notifications.use_cases.attach_document import attachment_of, files_of

FOR_STAFF = dict.fromkeys(("failure", "trouble", "next_try_at", "resent_by"))


async def list_mails(
    context: Context, caller: Caller, listing: Listing, sought: SoughtMails
) -> Page[MailView]:
    """Newest first: those written to the customer, or all about an admin's partner's orders."""
    is_customer = caller.actor.kind == "customer"
    if is_customer:
        sought = replace(sought, audience="customer")
    async with context.database.autocommit() as connection:
        items = await page_of_mails(connection, listing, sought)
    if is_customer:
        items = [item.model_copy(update=FOR_STAFF) for item in items]
    return page_of(items, shown, listing.limit)


async def read_mail(context: Context, caller: Caller, mail_id: str) -> WholeMail:
    """Raises `ObjectIsNotFound` also for what is somebody else's, and for a customer what was
    written to the staff."""
    async with context.database.autocommit() as connection:
        found = await find_whole(connection, mail_id)
    if found is None:
        raise not_found("mail")
    require_may_see(caller, "mail", found.partner_id, found.customer_id)
    if caller.actor.kind != "customer":
        return found
    if found.audience != "customer":
        raise not_found("mail")
    return found.model_copy(update=FOR_STAFF)


async def read_file(
    context: Context, caller: Caller, mail_id: str, kind: FileKind
) -> Attachment | None:
    """One that went with a mail; None where none did. Raises `ServiceIsUnavailable`."""
    mail = await read_mail(context, caller, mail_id)
    if kind not in files_of(mail):
        return None
    return await attachment_of(context, mail, kind, timedelta(0))
