"""Have somebody work in the admins' portal, for an operator who has the system's keys."""

from typing import Any

from chassis.auth import require
from chassis.tokens import Caller
from contracts.portal import PasswordIsTooEasy
from contracts.staff import (
    FirstStaff,
    FirstStaffView,
    LastSuperAdminStays,
    PutStaff,
    StaffView,
)
from portal.identity.context import Context
from portal.identity.domain.proofs import is_easy
from portal.identity.repository import accounts, second_factors, staff
from portal.identity.repository.staff import StaffAccount
from portal.identity.use_cases.act_on_staff import note_own_act, who
from portal.identity.use_cases.set_password import end_other_ways_in


async def put_staff(context: Context, caller: Caller, email: str, wanted: PutStaff) -> StaffView:
    """The account with this address, which is enabled again; its sessions end, links to choose a
    password too, and its second factor is gone, as whoever lost it is helped so. Raises
    `PasswordIsTooEasy`, and `LastSuperAdminStays` where nobody could let others in any more."""
    require(caller, "operator")
    if is_easy(wanted.password, email, wanted.name):
        raise PasswordIsTooEasy
    hashed, now = await context.hashing.make(wanted.password), context.now()
    async with context.database.begin() as connection:
        await staff.one_at_a_time(connection)
        old = await staff.find_staff(connection, email)
        stays = wanted.role == "super_admin"
        if old and not stays and await staff.is_last_super_admin(connection, old.id):
            raise LastSuperAdminStays
        put = await staff.put_staff(connection, email, wanted, now)
        await note_own_act(context, connection, put.id, "put", caller.actor.id, _post(put))
        await accounts.put_password(connection, email, hashed, now)
        await second_factors.remove_factor(connection, put.id)
        await end_other_ways_in(connection, put.email, now, but=None)
    return _view(put)


async def put_first_staff(context: Context, caller: Caller, wanted: FirstStaff) -> FirstStaffView:
    """A super admin; nobody where there is staff already. Raises `PasswordIsTooEasy`."""
    require(caller, "operator")
    if is_easy(wanted.password, wanted.email, wanted.name):
        raise PasswordIsTooEasy
    put = PutStaff(name=wanted.name, role="super_admin", password=wanted.password)
    hashed, now = await context.hashing.make(wanted.password), context.now()
    async with context.database.begin() as connection:
        await staff.one_at_a_time(connection)
        if await staff.is_anybody_there(connection):
            return FirstStaffView()
        made = await staff.put_staff(connection, wanted.email, put, now)
        await note_own_act(context, connection, made.id, "put", caller.actor.id, _post(made))
        await accounts.put_password(connection, wanted.email, hashed, now)
    return FirstStaffView(made=_view(made))


def _post(account: StaffAccount) -> dict[str, Any]:
    return {"who": who(account.name, account.post)}


def _view(account: StaffAccount) -> StaffView:
    return StaffView(
        id=account.id,
        email=account.email,
        name=account.name,
        role=account.role,
        partner_id=account.partner_id,
    )
