"""Notify whoever an event concerns: ticket, mails and the record of it, in one transaction."""

from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from contracts.notifications import NotifiedView, Notify, Visibility
from services.notifications.context import Context
from services.notifications.domain.mail import Addressee, Wording
from services.notifications.domain.routing import Effects, effects_of
from services.notifications.domain.wording.customer import customer_mail
from services.notifications.domain.wording.staff import CLOSING, staff_wording
from services.notifications.domain.wording.story import story_of
from services.notifications.repository.notifications import (
    claim_notification,
    keep_outcome,
    outcome_of,
)
from services.notifications.repository.tickets import (
    add_message,
    lock_ticket_of_order,
    move_ticket,
    open_ticket,
)
from services.notifications.use_cases.queue_mail import QueuedMail, queue_mail


async def notify(context: Context, event: Notify) -> NotifiedView:
    """The outcome; a repeated key answers its first one. Mails are delivered afterwards."""
    effects = effects_of(event.event, event.channel, event.path, event.closes_ticket)
    async with context.database.begin() as connection:
        if not await claim_notification(connection, event):
            return await outcome_of(connection, event.key)
        ticket_id = await _write_into_ticket(connection, event, effects)
        queued = await _queue_mails(context, connection, event, effects)
        view = NotifiedView(ticket_id=ticket_id, mail_ids=[mail.mail_id for mail in queued])
        await keep_outcome(connection, event.key, view)
        failpoint("notify_before_commit")
    failpoint("notify_after_commit")
    context.inline.deliver_soon(mail.outbox_id for mail in queued)
    return view


async def _write_into_ticket(
    connection: AsyncConnection, event: Notify, effects: Effects
) -> str | None:
    """The id of the ticket that it was written into, if any."""
    effect = effects.ticket
    if effect is None and not effects.resolves_ticket:
        return None
    if effect is not None and effect.opens:
        await open_ticket(connection, event, staff_wording(event).subject)
    ticket = await lock_ticket_of_order(connection, event.order_id)
    if ticket is None:
        return None

    async def write(key: str, visibility: Visibility, body: str) -> None:
        await add_message(
            connection, ticket.id, key=key, author="system", visibility=visibility, body=body
        )

    state = None
    if effect is not None:
        body = staff_wording(event).body if effect.opens else story_of(event)
        await write(f"notify/{event.key}", effect.visibility, body)
        state = effect.state
    if effects.resolves_ticket:
        await write(f"closing/{event.key}", "public", CLOSING)
        state = "resolved"
    if state is not None:
        await move_ticket(connection, ticket.id, state)
    return ticket.id


async def _queue_mails(
    context: Context, connection: AsyncConnection, event: Notify, effects: Effects
) -> list[QueuedMail]:
    queued = [
        await queue_mail(context, connection, event.key, to, wording)
        for to, wording in _mails_about(event, effects)
    ]
    return [mail for mail in queued if mail is not None]


def _mails_about(event: Notify, effects: Effects) -> Iterator[tuple[Addressee, Wording]]:
    whose = (event.order_id, event.partner_id, event.customer_id)
    if effects.mails_staff:
        yield Addressee(*whose, "staff", event.mail_recipients), staff_wording(event)
    if effects.mails_customer:
        yield Addressee(*whose, "customer", [event.customer_email]), customer_mail(event)
