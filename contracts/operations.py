"""What operators see of a service's messages that do not get through, and let go again."""

from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.message import Command, Message, PrintedName
from contracts.problems import Problem

StuckState = Literal["quarantined", "overdue"]
"""`quarantined`: given up after its handler could not digest it; nothing tries it again until it is
released. `overdue`: tried again and again for longer than a message should take."""


class StuckMessage(Message):
    """A message of a service's outbox. Its payload is not told, as it may name people; `key` finds
    what it is about: an order, a refund, a gateway's event."""

    id: int
    topic: str
    key: str
    state: StuckState
    attempts: int
    last_error: str | None
    created_at: AwareDatetime
    stuck_since: AwareDatetime
    """When it was given up, or written if it was not."""


class DismissMessage(Command):
    reason: PrintedName = Field(examples=["foreign webhook"])
    """Why nobody needs it."""


class MessageIsNotStuck(Problem):
    """It was delivered or dismissed, or (to be dismissed) is still tried."""

    status = 409
