"""How the first of the staff, and others by command, come into the admins' portal: with a password
that is made here, told once and kept by nobody."""

import secrets
from dataclasses import dataclass

from clients.staff import StaffClient
from contracts.staff import FirstStaff, PutStaff, StaffRole

FIRST = "admin@turnup.local"


@dataclass(frozen=True)
class StaffLogin:
    email: str
    password: str


async def make_first(staff: StaffClient) -> StaffLogin | None:
    """A super admin; None where somebody is there already, whose password nobody knows here."""
    password = secrets.token_urlsafe(15)
    wanted = FirstStaff(email=FIRST, name="First admin", password=password)
    answer = await staff.put_first_staff(wanted)
    return StaffLogin(answer.made.email, password) if answer.made else None


async def make_login(
    staff: StaffClient, email: str, name: str, role: StaffRole, partner_id: int | None
) -> StaffLogin:
    """Somebody new, or a new password for who is there; the sessions of that one end."""
    password = secrets.token_urlsafe(15)
    wanted = PutStaff(name=name, role=role, partner_id=partner_id, password=password)
    made = await staff.put_staff(email, wanted)
    return StaffLogin(made.email, password)
