"""What a session is, and how long it lasts. One that was handed over by a provider's own portal,
which signs its customers in again at any time, lasts a working day at most."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from contracts.actors import Actor, Agent, Audience
from contracts.message import Language
from portal.identity.domain.roles import KINDS, Role
from portal.identity.domain.visits import VISIT_LASTS

SessionKind = Literal["password", "link", "handover", "visit", "elsewhere"]
"""How the person showed who it is; a visit is by one of the staff, as the customer."""

LONGEST_HANDED_OVER = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=5)
"""A session's use is noted no more often."""
KEPT_AFTER_ITS_END = timedelta(days=1)
"""For a form that is posted after the end."""
LONGEST_COOKIE = 100


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in: as one customer of one partner, or as one of the staff."""

    id: str
    account_id: str
    role: Role
    partner_id: int | None
    """None for staff that belongs to no partner."""
    customer_id: str | None
    """None for staff."""
    email: str
    name: str
    language: Language | None
    audience: Audience
    """What a customer may see, as of the sign-in."""
    cart_line_count: int | None
    """As a page last read it; None where that may not hold any more."""
    cart_changes: int
    """How often the cart was changed in the portal."""
    has_draft: bool
    has_factor: bool
    """Whether a second factor of the account is confirmed."""
    kind: SessionKind
    proved_email_key: str | None
    """The address that the person showed to own; none of who was handed over."""
    return_url: str | None
    """Where the portal that handed the customer over wants it back."""
    created_at: datetime
    expires_at: datetime
    by: Agent | None = None
    """Of a visit: who of the staff is there as the customer."""

    @property
    def actor(self) -> Actor:
        """Staff is named by its address, as the audit is read by people."""
        if self.customer_id is None:
            return Actor(kind=KINDS[self.role], id=self.email, partner_id=self.partner_id)
        return Actor(
            kind="customer",
            id=self.customer_id,
            partner_id=self.partner_id,
            audience=self.audience,
            by=self.by,
        )


@dataclass(frozen=True)
class EndedSession:
    """One that ended within a day: nothing may be done or seen with it. What was typed meanwhile
    can be kept for its account."""

    account_id: str


def lifetime_of(kind: SessionKind, longest: timedelta) -> timedelta:
    most = {"handover": LONGEST_HANDED_OVER, "visit": VISIT_LASTS}.get(kind, longest)
    return min(longest, most)
