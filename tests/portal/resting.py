"""A session whose person has left the desk, for tests of what puts off its end."""

from datetime import datetime, timedelta

from fastapi import FastAPI
from sqlalchemy import select, update

from portal.identity.domain.sessions import TOUCHED_EVERY
from portal.identity.tables import sessions
from portal.identity.use_cases.begin_session import digest_of_cookie

A_WHILE = TOUCHED_EVERY + timedelta(minutes=1)


async def left_alone(portal: FastAPI, cookie: str) -> datetime:
    """Have the session not used for so long that its next use is noted; when it ends now."""
    earlier = {
        name: sessions.c[name] - A_WHILE for name in ("created_at", "last_seen_at", "ends_at")
    }
    rested = update(sessions).where(sessions.c.cookie_digest == digest_of_cookie(cookie))
    async with portal.state.context.database.begin() as connection:
        await connection.execute(rested.values(**earlier))
    return await end_of(portal, cookie)


async def end_of(portal: FastAPI, cookie: str) -> datetime:
    found = select(sessions.c.ends_at).where(sessions.c.cookie_digest == digest_of_cookie(cookie))
    async with portal.state.context.database.autocommit() as connection:
        ends_at: datetime = (await connection.execute(found)).scalar_one()
    return ends_at
