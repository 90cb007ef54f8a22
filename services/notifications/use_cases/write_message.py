"""Write one person's message into a ticket that is held, with its files. The other side is mailed
after it, as that asks the orders service, for which no answer waits."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.tokens import Caller
from contracts.attachments import LARGEST_TICKET_BYTES, FilesAreTooLarge
from contracts.tickets import Visibility
from services.notifications.context import Context
from services.notifications.domain.attachments import Attachment
from services.notifications.messages import MESSAGE_WRITTEN, MessageWritten
from services.notifications.repository.attachments import add_attachments, bytes_in
from services.notifications.repository.ticket_messages import add_message

MAIL_SECONDS = 1.0
"""Whoever writes sees its mail at once if orders answers as ever."""


async def write_message(
    context: Context,
    connection: AsyncConnection,
    caller: Caller,
    ticket_id: str,
    body: str,
    files: Sequence[Attachment],
    key: str,
    visibility: Visibility = "public",
    *,
    hidden: bool = False,
) -> int | None:
    """The id of the outbox message that has the other side mailed; None for a note, and when the
    key has written it before. Raises `FilesAreTooLarge`."""
    message_id = await add_message(
        connection,
        ticket_id,
        key=key,
        author=caller.actor.label,
        visibility=visibility,
        body=body,
    )
    if message_id is None:
        return None
    if files:
        size_bytes = sum(file.size_bytes for file in files)
        if await bytes_in(connection, ticket_id) + size_bytes > LARGEST_TICKET_BYTES:
            raise FilesAreTooLarge("of_ticket", most_bytes=LARGEST_TICKET_BYTES)
        await add_attachments(connection, ticket_id, message_id, files)
    if visibility == "internal":
        return None
    written = MessageWritten(message_id=message_id, hidden=hidden)
    return await MESSAGE_WRITTEN.add(context.outbox, connection, message_id, written)


async def mail_soon(context: Context, written: int | None) -> None:
    """Once it is committed."""
    if written is not None:
        await context.inline.deliver([written], MAIL_SECONDS)
