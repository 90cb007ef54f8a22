"""Tell whoever must know of an event: ticket, mails and the record of it, in one transaction."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from contracts.notifications import NotifiedView, Notify
from services.notifications.domain.routing import Effects, effects_of
from services.notifications.domain.wording.customer import customer_mail
from services.notifications.domain.wording.staff import CLOSING, staff_wording
from services.notifications.domain.wording.story import story_of
from services.notifications.repository.mails import Addressee
from services.notifications.repository.notifications import (
    claim_notification,
    keep_outcome,
    outcome_of,
)
from services.notifications.repository.tickets import (
    add_message,
    lock_ticket,
    move_ticket,
    open_ticket,
)
from services.notifications.use_cases.post_room import PostRoom, Queued

AUTHOR = "system"


async def notify(post_room: PostRoom, event: Notify) -> tuple[NotifiedView, list[Queued]]:
    """The outcome, and the mails to hand over. A repeated key answers its first outcome."""
    effects = effects_of(event.event, event.channel, event.path, event.closes_ticket)
    async with post_room.database.begin() as connection:
        if not await claim_notification(connection, event):
            return await outcome_of(connection, event.key), []
        ticket_id = await _tell_ticket(connection, event, effects)
        queued = await _queue_mails(post_room, connection, event, effects)
        view = NotifiedView(ticket_id=ticket_id, mail_ids=[mail.mail_id for mail in queued])
        await keep_outcome(connection, event.key, view)
        failpoint("notify_before_commit")
    failpoint("notify_after_commit")
    return view, queued


async def _tell_ticket(connection: AsyncConnection, event: Notify, effects: Effects) -> str | None:
    """The id of the ticket that was told, if any."""
    effect = effects.ticket
    if effect is None and not effects.resolves_ticket:
        return None
    if effect is not None and effect.opens:
        await open_ticket(connection, event, staff_wording(event).subject)
    ticket = await lock_ticket(connection, order_id=event.order_id)
    if ticket is None:
        return None
    state = None
    if effect is not None:
        body = staff_wording(event).body if effect.opens else story_of(event)
        await add_message(
            connection,
            ticket.id,
            key=f"notify/{event.key}",
            author=AUTHOR,
            visibility=effect.visibility,
            body=body,
        )
        state = effect.state
    if effects.resolves_ticket:
        await add_message(
            connection,
            ticket.id,
            key=f"closing/{event.key}",
            author=AUTHOR,
            visibility="public",
            body=CLOSING,
        )
        state = "resolved"
    if state is not None:
        await move_ticket(connection, ticket.id, state)
    return ticket.id


async def _queue_mails(
    post_room: PostRoom, connection: AsyncConnection, event: Notify, effects: Effects
) -> list[Queued]:
    queued = []
    if effects.mails_staff:
        staff = Addressee(
            event.order_id, event.partner_id, event.customer_id, "staff", event.mail_recipients
        )
        queued.append(await post_room.queue(connection, event.key, staff, staff_wording(event)))
    if effects.mails_customer:
        customer = Addressee(
            event.order_id,
            event.partner_id,
            event.customer_id,
            "customer",
            [event.customer_email],
        )
        queued.append(await post_room.queue(connection, event.key, customer, customer_mail(event)))
    return [mail for mail in queued if mail is not None]
