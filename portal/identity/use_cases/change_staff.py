"""Change who works here: name, role and partner, whether somebody may come in, and what lets
somebody in. Nobody does the first two to themselves, and one super admin always stays."""

from chassis.problems import not_found
from contracts.staff import LastSuperAdminStays, OwnFactorNeedsPassword, OwnPostIsKept
from portal.identity.context import Context
from portal.identity.domain.staffing import Post, may_change
from portal.identity.repository import links, second_factors, sessions, staff
from portal.identity.use_cases.act_on_staff import At, Deed, acting, who
from portal.identity.use_cases.tell_owner import tell_owner


async def change_staff(context: Context, deed: Deed, name: str, post: Post) -> None:
    """Sessions end where the post is another one. Raises `ObjectIsNotFound`, `StaffHasChanged`,
    `OwnPostIsKept`, `LastSuperAdminStays`."""
    async with acting(context, deed) as at:
        if at is None or (at.whom.name, at.whom.post) == (name, post):
            return
        await at.require_as_seen()
        is_moved = post != at.whom.post
        if is_moved:
            if not may_change(at.by.post, post):
                raise not_found("account")
            await _require_may_go(at)
        await at.note("changed", before=who(at.whom.name, at.whom.post), after=who(name, post))
        await staff.change_staff(at.connection, at.whom.id, name, post)
        if is_moved:
            await _end_sessions(at)


async def disable_staff(context: Context, deed: Deed) -> None:
    """All sessions end at once, and links to set a password. Raises as `change_staff` does."""
    async with acting(context, deed) as at:
        if at is None or at.whom.disabled_at is not None:
            return
        await at.require_as_seen()
        await _require_may_go(at)
        await at.note("disabled")
        await staff.set_disabled(at.connection, at.whom.id, context.now())
        await _end_sessions(at)
        await links.void_links_to(at.connection, at.whom.email, context.now())


async def enable_staff(context: Context, deed: Deed) -> None:
    """Raises `ObjectIsNotFound`, `StaffHasChanged`."""
    async with acting(context, deed) as at:
        if at is None or at.whom.disabled_at is None:
            return
        await at.require_as_seen()
        await at.note("enabled")
        await staff.set_disabled(at.connection, at.whom.id, None)


async def end_staff_sessions(context: Context, deed: Deed) -> None:
    """All of them. Raises `ObjectIsNotFound`."""
    async with acting(context, deed) as at:
        if at is not None:
            await at.note("sessions_ended", count=await _end_sessions(at))


async def reset_factor(context: Context, deed: Deed, reason: str) -> None:
    """Whoever lost the app signs in with the password alone, and sets up another one; sessions end.
    Nothing happens where there is none. Raises `ObjectIsNotFound`, and `OwnFactorNeedsPassword`, as
    whoever sits at another one's browser has no password."""
    async with acting(context, deed) as at:
        if at is None:
            return
        if at.whom.id == at.by.id:
            raise OwnFactorNeedsPassword
        factor = await second_factors.find_factor(at.connection, at.whom.id)
        if factor is None or factor.confirmed_at is None:
            return
        await at.note("factor_reset", reason=reason)
        await second_factors.remove_factor(at.connection, at.whom.id)
        await _end_sessions(at)
        message = await tell_owner(
            context,
            at.connection,
            at.whom.id,
            at.whom.email,
            "second_factor_reset",
            by=at.by.email,
        )
    context.inline.deliver_soon([message])


async def _require_may_go(at: At) -> None:
    """From the present post."""
    if at.whom.id == at.deed.by.account_id:
        raise OwnPostIsKept
    if await staff.is_last_super_admin(at.connection, at.whom.id):
        raise LastSuperAdminStays


async def _end_sessions(at: At) -> int:
    now = at.context.now()
    return await sessions.end_sessions_of(at.connection, [at.whom.id], now, but=None)
