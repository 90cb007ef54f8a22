"""Who of the staff sees and changes whom: whoever has no partner sees all, super admins change all,
and a partner's admin knows the partner's other admins alone."""

from dataclasses import dataclass
from typing import Literal

from contracts.message import PartnerId
from contracts.staff import StaffRole

Act = Literal[
    "put",
    "invited",
    "link_sent",
    "changed",
    "disabled",
    "enabled",
    "sessions_ended",
    "factor_reset",
    "factor_set_up",
    "factor_removed",
    "password_set",
]
"""What is written down of an account."""
CHANGES: tuple[Act, ...] = ("put", "invited", "changed", "disabled", "enabled")
"""Those after which an older form about somebody is refused."""


@dataclass(frozen=True)
class Post:
    """What somebody is here."""

    role: StaffRole
    partner_id: PartnerId | None


@dataclass(frozen=True, kw_only=True)
class SoughtStaff:
    """What a list of staff is narrowed to; None and an empty text do not."""

    text: str = ""
    """In the name or the mail address."""
    role: StaffRole | None = None
    partner_id: PartnerId | None = None
    is_disabled: bool | None = None
    before: str | None = None
    """The id behind which it goes on."""
    limit: int


def may_see(who: Post, whom: Post) -> bool:
    return who.partner_id is None or whom == who


def may_change(who: Post, whom: Post) -> bool:
    """Also whether somebody may be given that post."""
    if who.role == "super_admin":
        return True
    return who.role == "partner_admin" and whom == who
