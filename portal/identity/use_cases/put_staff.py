"""Have somebody work in the admins' portal, for an operator who has the system's keys."""

from chassis.auth import require
from chassis.tokens import Caller
from contracts.portal import PasswordIsTooEasy
from contracts.staff import PutStaff, StaffView
from portal.identity.context import Context
from portal.identity.domain.proofs import is_easy
from portal.identity.repository import accounts, sessions, staff


async def put_staff(context: Context, caller: Caller, email: str, wanted: PutStaff) -> StaffView:
    """The account with this address, which is enabled again; its sessions end. Raises
    `PasswordIsTooEasy`."""
    require(caller, "operator")
    if is_easy(wanted.password, email, wanted.name):
        raise PasswordIsTooEasy
    hashed, now = await context.hashing.make(wanted.password), context.now()
    async with context.database.begin() as connection:
        put = await staff.put_staff(connection, email, wanted, now)
        await accounts.put_password(connection, email, hashed, now)
        await sessions.end_sessions_of(connection, put.id, now, but=None)
    return StaffView(
        id=put.id, email=put.email, name=put.name, role=put.role, partner_id=put.partner_id
    )
