"""Files in tickets, in SQL: written with their message, and read one at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from contracts.attachments import AttachmentView
from services.notifications.domain.attachments import Attachment, StoredFile
from services.notifications.tables import ticket_attachments, ticket_messages

a, m = ticket_attachments, ticket_messages


async def add_attachments(
    connection: AsyncConnection, ticket_id: str, message_id: str, files: Sequence[Attachment]
) -> None:
    """In their order; one at a time, so that no statement holds more than one."""
    for place, file in enumerate(files):
        whose = {"id": new_id("att"), "ticket_id": ticket_id, "message_id": message_id}
        await connection.execute(insert(a).values({**whose, "place": place, **vars(file)}))


async def bytes_in(connection: AsyncConnection, ticket_id: str) -> int:
    """Of all files in a ticket."""
    total = select(func.coalesce(func.sum(a.c.size_bytes), 0)).where(a.c.ticket_id == ticket_id)
    return int((await connection.execute(total)).scalar_one())


async def attachments_of(
    connection: AsyncConnection, message_ids: Sequence[str]
) -> Mapping[str, list[AttachmentView]]:
    """By message, without their content."""
    columns = [a.c[name] for name in AttachmentView.model_fields]
    wanted = select(a.c.message_id, *columns).where(a.c.message_id.in_(message_ids))
    found: dict[str, list[AttachmentView]] = defaultdict(list)
    for row in (await connection.execute(wanted.order_by(a.c.place))).mappings():
        found[row["message_id"]].append(AttachmentView.model_validate(row))
    return found


async def find_attachment(
    connection: AsyncConnection, ticket_id: str, attachment_id: str, *, notes: bool
) -> StoredFile | None:
    """Of this ticket; those of internal messages only with `notes`."""
    wanted = (
        select(a.c.name, a.c.media_type, a.c.content)
        .join(m, m.c.id == a.c.message_id)
        .where(a.c.ticket_id == ticket_id, a.c.id == attachment_id)
    )
    if not notes:
        wanted = wanted.where(m.c.visibility == "public")
    row = (await connection.execute(wanted)).one_or_none()
    return StoredFile(row.name, row.media_type, row.content) if row else None
