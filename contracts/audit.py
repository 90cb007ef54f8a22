"""Who changed what over all orders and settings, as staff searches it."""

from typing import Literal

from pydantic import AwareDatetime

from contracts.message import Message
from contracts.said import Told

ChangeKind = Literal["placing", "payment", "decision", "deadline", "attention", "settings"]
"""`placing`: what customers do with their orders; `attention`: flags, and what had to be taken up
again; `settings`: of a partner, or of all."""


class FoundChange(Message):
    """One change: who, what, why."""

    at: AwareDatetime
    actor: str
    action: str
    """As the audit of the order names it; `settings_changed` for settings."""
    order_id: str | None
    """Null for settings."""
    partner: str
    """Whose order or settings; `default` for the settings of all partners."""
    reason: Told
    place: str
    """The cursor behind which the list goes on after this one."""
