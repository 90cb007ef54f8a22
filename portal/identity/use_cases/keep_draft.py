"""Keep what somebody typed until the next sign-in, sealed; it is given back once, to its own page
and account."""

from collections.abc import Mapping

from portal.identity.context import Context
from portal.identity.domain.drafts import KEPT_FOR, worth_keeping
from portal.identity.repository import drafts


async def keep_draft(
    context: Context, account_id: str, page: str, fields: Mapping[str, str]
) -> None:
    """In place of an earlier draft of this page. What is too large is not kept."""
    kept = worth_keeping(page, fields)
    if kept is None:
        return
    sealed = context.keys.seal(_purpose(account_id, page), kept)
    async with context.database.autocommit() as connection:
        await drafts.put_draft(connection, account_id, page, sealed, context.now())


async def take_draft(context: Context, account_id: str, page: str) -> dict[str, str] | None:
    """What was typed on this page less than a day ago; it is deleted here."""
    async with context.database.autocommit() as connection:
        sealed = await drafts.take_draft(connection, account_id, page, context.now())
    if sealed is None:
        return None
    # The row says since when it is kept; this only bounds what a stolen key opens.
    return context.keys.open(_purpose(account_id, page), sealed, KEPT_FOR * 2)


def _purpose(account_id: str, page: str) -> str:
    return f"draft {account_id} {page}"
