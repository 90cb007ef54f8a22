"""Partners' own texts in SQL: every version stays; the newest is in force, if it has words."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import columns_of, record_of
from contracts.mail_texts import MOST_VERSIONS, WhichText
from services.notifications.domain.mail_texts import DEFAULT, MailText
from services.notifications.tables import mail_texts as t

Key = tuple[str, str, str]
"""Audience, event and language."""
WHICH = (t.c.audience, t.c.event, t.c.language)
NEWEST = (
    select(*columns_of(t, MailText))
    .ext(distinct_on(t.c.partner, *WHICH))
    .order_by(t.c.partner, *WHICH, t.c.revision.desc())
)


def key_of(which: WhichText) -> Key:
    return which.audience, which.event, which.language


async def texts_in_force(
    connection: AsyncConnection, partner: str, events: Iterable[str] | None = None
) -> Mapping[Key, MailText]:
    """The partner's own before those of default."""
    statement = NEWEST.where(t.c.partner.in_({partner, DEFAULT}))
    if events is not None:
        statement = statement.where(t.c.event.in_(set(events)))
    found = [record_of(MailText, row) for row in await connection.execute(statement)]
    found.sort(key=lambda text: text.partner != DEFAULT)
    return {
        (text.audience, text.event, text.language): text for text in found if text.body is not None
    }


async def versions_of(connection: AsyncConnection, which: WhichText) -> list[MailText]:
    """Newest first."""
    mine = [t.c[name] == value for name, value in which.model_dump().items()]
    newest_first = select(*columns_of(t, MailText)).where(*mine).order_by(t.c.revision.desc())
    rows = await connection.execute(newest_first.limit(MOST_VERSIONS))
    return [record_of(MailText, row) for row in rows]


async def add_version(
    connection: AsyncConnection,
    which: WhichText,
    revision: int,
    words: tuple[str | None, str | None],
    written_by: str,
) -> bool:
    """False where the revision is there already."""
    row = insert(t).values(
        **which.model_dump(),
        revision=revision,
        subject=words[0],
        body=words[1],
        written_by=written_by,
    )
    added = await connection.execute(row.on_conflict_do_nothing().returning(t.c.revision))
    return added.first() is not None
