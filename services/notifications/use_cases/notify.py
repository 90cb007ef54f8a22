"""Notify whoever events concern: ticket, mails and the record of it, in one transaction."""

from collections.abc import Mapping

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from contracts.notifications import Notify
from contracts.said import Said, said
from contracts.tickets import TicketState, Visibility
from services.notifications.context import Context
from services.notifications.domain.mail import Mail, Wording, mail_about
from services.notifications.domain.mail_texts import MailText
from services.notifications.domain.mail_times import send_after
from services.notifications.domain.notices import (
    letter_about,
    opening_of,
    report_about,
    story_of,
    subject_of,
)
from services.notifications.domain.routing import Effects, effects_of
from services.notifications.letters.composing import Frame, compose
from services.notifications.letters.own_words import compose_own
from services.notifications.repository.mail_texts import Key, texts_in_force
from services.notifications.repository.notifications import claim_notification
from services.notifications.repository.ticket_messages import add_message
from services.notifications.repository.tickets import move_ticket_of_order, open_ticket
from services.notifications.use_cases.queue_mail import queue_mail

log = structlog.get_logger()


async def notify(context: Context, events: list[Notify]) -> None:
    """Each once, by its key. Mails are delivered afterwards."""
    queued: list[int | None] = []
    async with context.database.begin() as connection:
        for event in events:
            if not await claim_notification(connection, event):
                continue
            effects = effects_of(event.event, event.channel, event.path, event.closes_ticket)
            await _write_into_ticket(connection, event, effects)
            queued += await _queue_mails(context, connection, event, effects)
        failpoint("notify_before_commit")
    failpoint("notify_after_commit")
    context.inline.deliver_soon(message for message in queued if message is not None)


async def _write_into_ticket(connection: AsyncConnection, event: Notify, effects: Effects) -> None:
    effect = effects.ticket
    if effect is None and not effects.resolves_ticket:
        return
    state: TicketState | None = effect.state if effect else None
    if effects.resolves_ticket:
        state = "resolved"
    if effect is not None and effect.opens:
        subject = subject_of(event)
        ticket_id: str | None = await open_ticket(connection, event, subject, state or "new")
    else:
        ticket_id = await move_ticket_of_order(connection, event.order_id, state)
    if ticket_id is None:
        return

    async def write(key: str, visibility: Visibility, body: Said) -> None:
        await add_message(
            connection, ticket_id, key=key, author="system", visibility=visibility, body=body
        )

    if effect is not None:
        body = opening_of(event) if effect.opens else story_of(event)
        await write(f"notify/{event.key}", effect.visibility, body)
    if effects.resolves_ticket:
        await write(f"closing/{event.key}", "public", said("ticket.closed"))


async def _queue_mails(
    context: Context, connection: AsyncConnection, event: Notify, effects: Effects
) -> list[int | None]:
    mails: list[tuple[Mail, str | None, Said]] = []
    if effects.mails_staff:
        mail = mail_about(event, "staff", event.staff_language, event.mail_recipients)
        mails.append((mail, event.staff_order_url, report_about(event)))
    if effects.mails_customer:
        after = send_after(event.event, event.mail_times, context.now())
        mail = mail_about(event, "customer", event.language, [event.customer_email], after)
        mails.append((mail, event.customer_order_url, letter_about(event)))
    if not mails:
        return []
    own = await texts_in_force(connection, str(event.partner_id), [event.event])
    return [
        await queue_mail(context, connection, mail, _worded(event, mail, link, standard, own))
        for mail, link, standard in mails
    ]


def _worded(
    event: Notify, mail: Mail, link: str | None, standard: Said, own: Mapping[Key, MailText]
) -> Wording:
    """In the partner's own words; in the standard ones where it has none, or they say nothing."""
    frame = Frame.of(mail, link)
    text = own.get((mail.audience, event.event, mail.language))
    if text is not None:
        wording = compose_own(text.subject or "", text.body or "", event, frame)
        if wording is not None:
            return wording
        log.warning("mail_text_says_nothing", partner=text.partner, mail=mail.key)
    return compose(subject_of(event), standard, frame)
