"""Change one's own password as one of the staff, which ends all one's other sessions."""

from contracts.portal import PasswordIsTooEasy
from portal.identity.context import Context
from portal.identity.domain.proofs import is_easy
from portal.identity.domain.sessions import Session
from portal.identity.repository import accounts
from portal.identity.use_cases.act_on_staff import note_own_act
from portal.identity.use_cases.set_password import end_other_ways_in, require_proof
from portal.identity.use_cases.tell_owner import tell_owner


async def change_staff_password(context: Context, session: Session, new: str, old: str) -> None:
    """Raises `SignInDataIsWrong` for a wrong old one, `PasswordIsTooEasy`, `TooManyAttempts`."""
    if is_easy(new, session.email, session.name):
        raise PasswordIsTooEasy
    await require_proof(context, session, old)
    hashed, now = await context.hashing.make(new), context.now()
    async with context.database.begin() as connection:
        await accounts.put_password(connection, session.email, hashed, now)
        await end_other_ways_in(connection, session.email, now, but=session.id)
        await note_own_act(context, connection, session.account_id, "password_set", session.email)
        message = await tell_owner(
            context, connection, session.account_id, session.email, "password_changed"
        )
    context.inline.deliver_soon([message])
