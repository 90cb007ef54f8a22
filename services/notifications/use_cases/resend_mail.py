"""Send a mail once more for a person: the same words as a mail of its own."""

from chassis.tokens import Caller
from contracts.mails import MailIsNotRepeated, MailIsStillTried, WholeMail
from services.notifications.context import Context
from services.notifications.domain.mail import again
from services.notifications.repository.mails import find_copy, id_of_mail
from services.notifications.use_cases.queue_mail import queue_mail
from services.notifications.use_cases.read_mails import read_mail


async def resend_mail(
    context: Context, caller: Caller, mail_id: str, request_key: str
) -> WholeMail:
    """The new mail, to all recipients of the old one; to a customer, at the address that orders
    knows now. Raises `MailIsStillTried`, `MailIsNotRepeated` of a link to sign in, and
    `ServiceIsUnavailable` while orders is away."""
    old = await read_mail(context, caller, mail_id)
    if old.event == "sign_in":
        raise MailIsNotRepeated
    if old.state == "queued":
        raise MailIsStillTried
    recipients = old.to
    if old.customer_id is not None and old.audience == "customer":
        whose = await context.orders.customer(old.customer_id, partner_id=old.partner_id)
        recipients = [whose.email]
    async with context.database.begin() as connection:
        mail, wording = await find_copy(connection, mail_id)
        mail = again(mail, mail_id, caller.actor.label, request_key, recipients)
        queued = await queue_mail(context, connection, mail, wording)
        new_id = await id_of_mail(connection, mail.key, mail.audience)
    if queued is not None:
        context.inline.deliver_soon([queued])
    return await read_mail(context, caller, new_id)
