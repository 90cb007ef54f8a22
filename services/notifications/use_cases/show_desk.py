"""Count which tickets and mails need a person today."""

from chassis.stuck_messages import count_stuck
from chassis.tokens import Caller
from contracts.desk import NotificationsDesk
from services.notifications.context import Context
from services.notifications.domain.reading import Reader, TicketListing
from services.notifications.repository.mails import count_left_mails
from services.notifications.repository.ticket_lists import count_tickets


async def show_desk(context: Context, caller: Caller, partner_id: int | None) -> NotificationsDesk:
    unanswered = TicketListing(partner_id=partner_id, customer_id=None, unanswered=True, limit=1)
    async with context.database.autocommit() as connection:
        tickets = await count_tickets(connection, Reader.of(caller.actor), unanswered)
        mails = await count_left_mails(connection, partner_id)
    is_operator = caller.actor.kind == "operator"
    return NotificationsDesk(
        unanswered_tickets=tickets,
        failed_mails=mails,
        stuck_messages=await count_stuck(context.outbox) if is_operator else None,
    )
