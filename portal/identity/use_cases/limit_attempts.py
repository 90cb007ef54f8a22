"""Count an attempt, and refuse it where there were too many, for everybody alike."""

import math

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.digests import digest_of
from contracts.portal import TooManyAttempts
from portal.identity.context import Context
from portal.identity.domain.attempts import Limit
from portal.identity.repository.attempts import take_attempt


async def limit_attempts(
    context: Context, connection: AsyncConnection, *limited: tuple[str, str, Limit]
) -> None:
    """Each as what is tried, by or at whom, and how often. Raises `TooManyAttempts`."""
    now = context.now()
    for what, who, limit in limited:
        free_at = await take_attempt(connection, subject_of(what, who), limit, now)
        if free_at is not None:
            minutes = max(1, math.ceil((free_at - now).total_seconds() / 60))
            raise TooManyAttempts(wait_minutes=minutes)


def subject_of(what: str, who: str) -> str:
    """No address of a person or a machine is readable in it at a glance."""
    return digest_of(what, who)
