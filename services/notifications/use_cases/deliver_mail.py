"""Hand one queued mail to the channel and note what became of each recipient.

A crash between the two repeats the sending under the same Message-ID; nothing is ever skipped.
"""

from dataclasses import replace

from chassis.failpoints import failpoint
from chassis.outbox import ComeBackLater
from contracts.mails import MailFile, MailState
from contracts.problems import ServiceIsUnavailable
from services.notifications.channels.port import Delivery, Letter
from services.notifications.context import Context
from services.notifications.domain.mail import thread_id_of
from services.notifications.domain.mail_times import GIVEN_UP_AFTER, pause_after
from services.notifications.repository.mails import UnsentMail, find_unsent, settle_recipients
from services.notifications.use_cases.attach_document import attachments_of
from wording.refusals import detail_of


async def deliver_mail(context: Context, mail_id: str) -> None:
    """Raises `ComeBackLater` before its time, and while a recipient has to be tried again;
    `ServiceIsUnavailable` while nobody takes mail, or its document cannot be had."""
    async with context.database.autocommit() as connection:
        mail = await find_unsent(connection, mail_id)
    if mail is None:
        return
    now = context.now()
    if mail.send_after is not None and now < mail.send_after:
        raise ComeBackLater((mail.send_after - now).total_seconds(), "held back")
    waited = now - (mail.send_after or mail.queued_at)
    attached = await attachments_of(context, mail, waited)
    letter = _letter(mail, context.message_host)
    letter = replace(letter, attachments=list(attached.values()))
    failpoint("mail_before_delivery")
    delivery = await context.channel.deliver(letter)
    failpoint("mail_after_delivery")
    if waited >= GIVEN_UP_AFTER:
        delivery = delivery.with_deferred_refused()
    state = _state_after(mail, delivery)
    files = [MailFile(kind=kind, name=file.name) for kind, file in attached.items()]
    async with context.database.autocommit() as connection:
        await settle_recipients(
            connection, mail_id, delivery.accepted, delivery.refused, state, files
        )
    if delivery.deferred:
        answers = list(delivery.deferred.values())
        why = detail_of(ServiceIsUnavailable("recipients_deferred", answers=answers), "en")
        raise ComeBackLater(pause_after(waited).total_seconds(), why)


def _letter(mail: UnsentMail, host: str) -> Letter:
    return Letter(
        message_id=mail.message_id,
        thread_id=thread_id_of(mail.thread, mail.audience, host),
        sender_name=mail.sender.name,
        reply_to=mail.sender.support_email if mail.audience == "customer" else "",
        to=mail.to,
        recipients=mail.unserved,
        subject=mail.subject,
        body=mail.body,
        html=mail.html,
        written_at=mail.queued_at,
    )


def _state_after(mail: UnsentMail, delivery: Delivery) -> MailState:
    if delivery.deferred:
        return "queued"
    return "sent" if delivery.accepted or mail.sent_at else "quarantined"
