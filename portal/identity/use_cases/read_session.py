"""Whose a session cookie is, in one statement, and whether a session still lasts."""

from portal.identity.context import Context
from portal.identity.domain.sessions import LONGEST_COOKIE, EndedSession, Session
from portal.identity.repository.sessions import find_session, is_session_alive
from portal.identity.use_cases.begin_session import digest_of_cookie


async def read_session(context: Context, cookie: str) -> Session | EndedSession | None:
    """None where the cookie is nobody's, or ended more than a day ago."""
    if not 0 < len(cookie) <= LONGEST_COOKIE:
        return None
    digest, idle = digest_of_cookie(cookie), context.settings.session_idle
    async with context.database.autocommit() as connection:
        return await find_session(connection, digest, context.now(), idle)


async def goes_on(context: Context, session: Session) -> bool:
    """Of what is sent for long: it is no use of the session, whose end comes as it would have."""
    async with context.database.autocommit() as connection:
        return await is_session_alive(connection, session.id, context.now())
