"""What one of the staff may be taken for, as the customers' portal asks it of every visit."""

from chassis.auth import require
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.staff import StaffStanding
from portal.identity.context import Context
from portal.identity.repository.staff import find_staff


async def staff_standing(context: Context, caller: Caller, email: str) -> StaffStanding:
    """Raises `ObjectIsNotFound`."""
    require(caller, "operator")
    async with context.database.autocommit() as connection:
        found = await find_staff(connection, email)
    if found is None:
        raise not_found("staff")
    return StaffStanding(
        role=found.role, partner_id=found.partner_id, is_enabled=found.disabled_at is None
    )
