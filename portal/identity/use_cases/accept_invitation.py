"""Use a link by which one of the staff chooses a password: once, by a POST. Looking at it changes
nothing, as mail scanners do that before the person."""

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.portal import LinkCannotBeUsed, PasswordIsTooEasy
from portal.identity.context import Context
from portal.identity.domain.proofs import is_easy, parts_of
from portal.identity.repository import accounts, links, second_factors, staff
from portal.identity.repository.staff import StaffAccount
from portal.identity.use_cases.act_on_staff import note_own_act
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session
from portal.identity.use_cases.invite_staff import INVITATION
from portal.identity.use_cases.set_password import end_other_ways_in
from portal.identity.use_cases.sign_in_staff import ToProve, to_prove
from portal.identity.use_cases.tell_owner import tell_owner


async def look_at_invitation(context: Context, token: str) -> StaffAccount | None:
    """Whom it is for; None where it does not work."""
    link_id = _link_of(context, token)
    if link_id is None:
        return None
    async with context.database.autocommit() as connection:
        return await _invited(context, connection, await links.find_link(connection, link_id))


async def accept_invitation(
    context: Context, token: str, password: str, browser: Browser
) -> SignedIn | ToProve:
    """Signed in with the new password, but for a second factor that stays. All other sessions end.
    Raises `LinkCannotBeUsed`, `PasswordIsTooEasy`, which leaves the link as it is."""
    account, link_id = await look_at_invitation(context, token), _link_of(context, token)
    if account is None or link_id is None:
        raise LinkCannotBeUsed
    if is_easy(password, account.email, account.name):
        raise PasswordIsTooEasy
    hashed, now = await context.hashing.make(password), context.now()
    async with context.database.begin() as connection:
        await staff.one_at_a_time(connection)
        found = await links.find_link(connection, link_id)
        still = await _invited(context, connection, found)
        if still is None or await links.use_link(connection, link_id, now) is None:
            raise LinkCannotBeUsed
        had_one = await accounts.find_password(connection, still.email) is not None
        await accounts.put_password(connection, still.email, hashed, now)
        await end_other_ways_in(connection, still.email, now, but=None)
        await note_own_act(context, connection, still.id, "password_set", still.email)
        if had_one:
            await tell_owner(context, connection, still.id, still.email, "password_changed")
        factor = await second_factors.find_factor(connection, still.id)
        if factor is not None and factor.confirmed_at is not None:
            return to_prove(context, still)
        return await begin_session(
            context, connection, still.id, "link", browser, proved_email=still.email
        )


async def _invited(
    context: Context, connection: AsyncConnection, link: links.Link | None
) -> StaffAccount | None:
    if link is None or link.purpose != "staff_invitation" or link.account_id is None:
        return None
    if link.used_at is not None or link.expires_at <= context.now():
        return None
    account = await staff.find_staff_by_id(connection, link.account_id)
    return account if account and account.disabled_at is None else None


def _link_of(context: Context, token: str) -> str | None:
    parts = parts_of(token)
    return parts[0] if parts and context.keys.is_secret(INVITATION, *parts) else None
