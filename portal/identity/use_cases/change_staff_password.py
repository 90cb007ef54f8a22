"""Change one's own password as one of the staff, which ends all one's other sessions."""

from contracts.portal import PasswordIsTooEasy
from portal.identity.context import Context
from portal.identity.domain.proofs import is_easy
from portal.identity.domain.sessions import Session
from portal.identity.repository import accounts, sessions
from portal.identity.use_cases.check_password import check_password


async def change_staff_password(
    context: Context, session: Session, new: str, old: str, address: str
) -> None:
    """Raises `SignInDataIsWrong` for a wrong old one, `PasswordIsTooEasy`, `TooManyAttempts`."""
    if is_easy(new, session.email, session.name):
        raise PasswordIsTooEasy
    await check_password(context, session.email, old, address)
    hashed, now = await context.hashing.make(new), context.now()
    async with context.database.begin() as connection:
        await accounts.put_password(connection, session.email, hashed, now)
        await sessions.end_sessions_of(connection, [session.account_id], now, but=session.id)
