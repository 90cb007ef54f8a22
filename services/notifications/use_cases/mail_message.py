"""Mail what was said in a ticket to its other side: the staff's words to the customer, and the
customer's to the admins where the partner works by mail. Addresses, language and portal are those
that orders knows now: a ticket may be older than they are."""

import asyncio

from contracts.mails import Audience
from contracts.message import Language
from contracts.notifications import Sender
from contracts.orders import CustomerView
from contracts.settings import PartnerSettings
from services.notifications.context import Context
from services.notifications.domain.mail import Mail
from services.notifications.domain.notices import message_in, subject_of_message
from services.notifications.domain.tickets import page_on
from services.notifications.letters.composing import Frame, compose
from services.notifications.repository.ticket_messages import TicketMessage, find_message
from services.notifications.repository.tickets import Ticket, find_ticket
from services.notifications.use_cases.queue_mail import queue_mail


async def mail_message(context: Context, message_id: str) -> None:
    """Once, also where its ticket was hidden since: it could be read till then. Raises
    `ServiceIsUnavailable` while orders cannot be asked."""
    async with context.database.autocommit() as connection:
        message, file_count, opens = await find_message(connection, message_id)
        ticket = await find_ticket(connection, message.ticket_id)
    if ticket is None:
        return
    customer, partner = await asyncio.gather(
        context.orders.customer(ticket.customer_id, partner_id=ticket.partner_id),
        context.orders.settings(str(ticket.partner_id)),
    )
    mail = _mail(ticket, message, customer, partner.settings)
    portal = _portal(mail.audience, partner.settings)
    frame = Frame.of(mail, page_on(portal, "tickets", ticket.id), ticket.id)
    body = message_in(customer.name, message.body or "", file_count)
    subject = subject_of_message(ticket.id, ticket.subject, opens=opens)
    wording = compose(subject, body, frame)
    async with context.database.begin() as connection:
        queued = await queue_mail(context, connection, mail, wording)
    if queued is not None:
        context.inline.deliver_soon([queued])


def sender_of(settings: PartnerSettings) -> Sender:
    return Sender(
        name=settings.display_name or settings.legal_name,
        logo_url=settings.logo_url,
        support_email=settings.support_email,
        support_phone=settings.support_phone,
    )


def _mail(
    ticket: Ticket, message: TicketMessage, customer: CustomerView, settings: PartnerSettings
) -> Mail:
    to_staff = message.is_by_customer
    admins = settings.mail_recipients if settings.channel == "email" else []
    language: Language = settings.language if to_staff else customer.language or settings.language
    return Mail(
        key=f"ticket/{message.id}",
        event="ticket_answer",
        thread=f"order/{ticket.order_id}" if ticket.order_id else f"ticket/{ticket.id}",
        order_id=ticket.order_id,
        partner_id=ticket.partner_id,
        customer_id=ticket.customer_id,
        audience="staff" if to_staff else "customer",
        language=language,
        recipients=admins if to_staff else [customer.email],
        sender=sender_of(settings),
    )


def _portal(audience: Audience, settings: PartnerSettings) -> str:
    return settings.admin_portal_url if audience == "staff" else settings.customer_portal_url
