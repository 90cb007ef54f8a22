"""The people who work in the admins' portal: their roles, what operators ask of it, and its
refusals."""

from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, model_validator

from contracts.message import (
    Command,
    Id,
    Language,
    MailAddress,
    Message,
    PartnerId,
    PrintedName,
)
from contracts.portal import Password
from contracts.problems import Problem

StaffRole = Literal["partner_admin", "super_admin", "operator"]
STAFF_ROLES: tuple[StaffRole, ...] = get_args(StaffRole)
LONGEST_STAFF_ADDRESS = 100


def _is_an_id(address: str) -> str:
    if len(address) > LONGEST_STAFF_ADDRESS:
        raise ValueError("names an actor, and so may have 100 characters")
    return address.lower()


StaffAddress = Annotated[MailAddress, AfterValidator(_is_an_id)]
"""The mail address that somebody signs in with, and by which audits name whom: in small letters."""


class PutStaff(Command):
    """Have somebody work in the admins' portal, or change what that person is."""

    name: PrintedName
    role: StaffRole
    partner_id: PartnerId | None = None
    """Of a partner's admin, and of nobody else."""
    language: Language | None = None
    password: Password

    @model_validator(mode="after")
    def _a_partners_admin_has_a_partner(self) -> "PutStaff":
        if (self.role == "partner_admin") != (self.partner_id is not None):
            raise ValueError("a partner's admin has a partner, and nobody else has one")
        return self


class FirstStaff(Command):
    """Whoever may let all others in."""

    email: StaffAddress
    name: PrintedName
    password: Password


class StaffView(Message):
    id: Id
    email: str
    name: str
    role: StaffRole
    partner_id: PartnerId | None = None


class ListedStaff(StaffView):
    """As others who work here see somebody."""

    disabled_at: datetime | None
    has_second_factor: bool


class StaffStanding(Message):
    """What somebody may be taken for at this moment."""

    role: StaffRole
    partner_id: PartnerId | None = None
    is_enabled: bool


class FirstStaffView(Message):
    made: StaffView | None = None
    """None where somebody works here already: nothing was done."""


class SecondCodeIsWrong(Problem):
    """Of another moment, used already, or no code at all."""

    status = 422


class SignInElsewhereFailed(Problem):
    """By its reason: `denied` there, `not_ours`, `not_verified`, `no_answer`, or `unknown` here."""

    status = 403


class StaffIsThereAlready(Problem):
    """One of the staff has one mail address, and no other has it. Facts: email."""

    status = 409


class StaffHasChanged(Problem):
    """Since the form was shown. Facts: by and changed_at of the last change."""

    status = 409


class OwnPostIsKept(Problem):
    """Nobody disables or demotes themselves: somebody else does."""

    status = 409


class OwnFactorNeedsPassword(Problem):
    """One's own second factor is taken away with the password, and another one's by an admin."""

    status = 409


class LastSuperAdminStays(Problem):
    """Nobody could let others in any more."""

    status = 409
