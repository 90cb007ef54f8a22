"""Begin a session: a new random cookie each time, of which only the digest is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from portal.identity.context import Context
from portal.identity.domain.devices import Device
from portal.identity.domain.proofs import email_key
from portal.identity.domain.sessions import SessionKind, lifetime_of
from portal.identity.repository import sessions
from portal.identity.use_cases.mark_device import marked

COOKIE_BYTES = 32
PROVED_HERE = ("password", "link")


@dataclass(frozen=True)
class Browser:
    """What asks to sign in: its device, and the cookie that it had until now."""

    device: Device
    cookie: str | None = None
    address: str = ""
    """Where it asks from, as far as we see."""
    mark: str = ""
    """By which it is known again."""


@dataclass(frozen=True)
class SignedIn:
    """Cookie and mark are told to the browser and to nobody else."""

    cookie: str
    session_id: str
    lasts: timedelta
    """However much it is used."""
    mark: str
    """By which the browser is known again; empty where the person proved nothing here."""


async def begin_session(
    context: Context,
    connection: AsyncConnection,
    account_id: str,
    kind: SessionKind,
    browser: Browser,
    *,
    proved_email: str | None = None,
    return_url: str | None = None,
    visit_id: str | None = None,
) -> SignedIn:
    """The session that the browser had ends with it, so that a cookie which somebody planted or
    kept is worth nothing afterwards."""
    now, cookie = context.now(), secrets.token_urlsafe(COOKIE_BYTES)
    lasts = lifetime_of(kind, timedelta(days=context.settings.session_days))
    if browser.cookie:
        await sessions.end_session_of_cookie(connection, digest_of_cookie(browser.cookie), now)
    session_id = new_id("ses")
    await sessions.add_session(
        connection,
        id=session_id,
        cookie_digest=digest_of_cookie(cookie),
        account_id=account_id,
        kind=kind,
        proved_email_key=email_key(proved_email) if proved_email else None,
        device=browser.device.model_dump(),
        return_url=return_url,
        created_at=now,
        last_seen_at=now,
        ends_at=now + min(lasts, context.settings.session_idle),
        expires_at=now + lasts,
        visit_id=visit_id,
    )
    mark = marked(context, browser.mark, account_id) if kind in PROVED_HERE else ""
    return SignedIn(cookie, session_id, lasts, mark)


def digest_of_cookie(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode("utf-8", "surrogateescape")).digest()
