"""Write one person's message into a ticket that is held, with its files. What staff says in public
is mailed to the customer."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.tokens import Caller
from contracts.attachments import LARGEST_TICKET_BYTES, FilesAreTooLarge
from contracts.tickets import Visibility
from services.notifications.context import Context
from services.notifications.domain.attachments import Attachment
from services.notifications.domain.mail import Mail
from services.notifications.domain.notices import answer_in, subject_of_answer
from services.notifications.domain.tickets import page_on
from services.notifications.letters.composing import Frame, compose
from services.notifications.repository.attachments import add_attachments, bytes_in
from services.notifications.repository.mails import last_sender
from services.notifications.repository.ticket_messages import add_message
from services.notifications.repository.tickets import Ticket
from services.notifications.use_cases.queue_mail import queue_mail


async def write_message(
    connection: AsyncConnection,
    caller: Caller,
    ticket_id: str,
    body: str,
    files: Sequence[Attachment],
    key: str,
    visibility: Visibility = "public",
) -> str | None:
    """The new message's id; None when the key has written it before. Raises `FilesAreTooLarge`."""
    message_id = await add_message(
        connection,
        ticket_id,
        key=key,
        author=caller.actor.label,
        visibility=visibility,
        body=body,
    )
    if message_id is not None and files:
        size_bytes = sum(file.size_bytes for file in files)
        if await bytes_in(connection, ticket_id) + size_bytes > LARGEST_TICKET_BYTES:
            raise FilesAreTooLarge("of_ticket", most_bytes=LARGEST_TICKET_BYTES)
        await add_attachments(connection, ticket_id, message_id, files)
    return message_id


async def mail_to_customer(
    context: Context, connection: AsyncConnection, ticket: Ticket, message_id: str, body: str
) -> int | None:
    """Nothing of a ticket that is hidden."""
    if ticket.hidden:
        return None
    order_id = ticket.order_id
    mail = Mail(
        key=f"ticket/{message_id}",
        event="ticket_answer",
        thread=f"order/{order_id}" if order_id else f"ticket/{ticket.id}",
        order_id=order_id,
        partner_id=ticket.partner_id,
        customer_id=ticket.customer_id,
        audience="customer",
        language=ticket.language,
        recipients=[ticket.customer_email],
        sender=await last_sender(connection, ticket.partner_id, order_id),
    )
    subject = subject_of_answer(ticket.id, ticket.subject)
    link = page_on(ticket.customer_portal_url, "tickets", ticket.id)
    frame = Frame.of(mail, link, ticket.id)
    wording = compose(subject, answer_in(ticket.customer_name, body), frame)
    return await queue_mail(context, connection, mail, wording)
