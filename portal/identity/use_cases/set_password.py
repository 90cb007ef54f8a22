"""Set the password of an address, which ends all other sessions of its accounts, and the links that
are on their way."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.portal import FreshProofIsNeeded, PasswordIsTooEasy, SignInDataIsWrong
from contracts.problems import ActionIsNotAllowed
from portal.identity.context import Context
from portal.identity.domain.attempts import PASSWORD_OF_ACCOUNT
from portal.identity.domain.proofs import FRESH_FOR, email_key, is_easy
from portal.identity.domain.sessions import Session
from portal.identity.repository import accounts, links, sessions
from portal.identity.repository.attempts import forget_attempts
from portal.identity.use_cases.limit_attempts import limit_attempts, subject_of
from portal.identity.use_cases.tell_owner import tell_owner


def is_fresh(context: Context, session: Session) -> bool:
    """Whether a link was used, or a provider of identities asked, so lately that no old password is
    needed. A link to another address than the account has by now proves nothing: others can give it
    one, whose owner is someone else."""
    is_of_address = session.proved_email_key == email_key(session.email)
    is_by_link = session.kind in ("link", "elsewhere") and is_of_address
    return is_by_link and context.now() - session.created_at < FRESH_FOR


async def set_password(
    context: Context, session: Session, new: str, old: str | None = None
) -> None:
    """Raises `FreshProofIsNeeded`, `SignInDataIsWrong` for a wrong old one, `PasswordIsTooEasy`,
    `TooManyAttempts`."""
    if is_easy(new, session.email, session.name):
        raise PasswordIsTooEasy
    await require_proof(context, session, old)
    hashed, now = await context.hashing.make(new), context.now()
    async with context.database.begin() as connection:
        await accounts.put_password(connection, session.email, hashed, now)
        await end_other_ways_in(connection, session.email, now, but=session.id)
        message = await tell_owner(
            context, connection, session.account_id, session.email, "password_changed"
        )
    context.inline.deliver_soon([message])


async def end_other_ways_in(
    connection: AsyncConnection, email: str, now: datetime, *, but: str | None
) -> None:
    """All sessions of whoever has the address but one, and each open link to it or from it."""
    mine = await accounts.ids_with(connection, email)
    await sessions.end_sessions_of(connection, mine, now, but=but)
    await links.void_links_to(connection, email, now)
    await links.void_links_of(connection, mine, now)


async def require_proof(context: Context, session: Session, password: str | None) -> None:
    """That this is the person and not just its browser: by the password, or a link just now. Tries
    are counted apart from those at the sign-in, which anybody can use up who knows the address."""
    if session.by is not None:
        raise ActionIsNotAllowed("in_person")
    if is_fresh(context, session):
        return
    if password is None:
        raise FreshProofIsNeeded
    async with context.database.autocommit() as connection:
        tried = ("password to change", session.account_id, PASSWORD_OF_ACCOUNT)
        await limit_attempts(context, connection, tried)
        hashed = await accounts.find_password(connection, session.email)
    if not await context.hashing.is_right(hashed, password):
        raise SignInDataIsWrong
    async with context.database.autocommit() as connection:
        await forget_attempts(connection, subject_of(*tried[:2]))


async def has_password(context: Context, session: Session) -> bool:
    async with context.database.autocommit() as connection:
        return await accounts.find_password(connection, session.email) is not None
