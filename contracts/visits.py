"""A visit: one of the staff opens a customer's portal as that customer, for support. What is asked
for it, what is kept of it, and its refusals."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from contracts.characters import require_one_line
from contracts.message import Command, Id, Message, PartnerId
from contracts.problems import Problem

Reason = Annotated[
    str,
    Field(min_length=3, max_length=500, pattern=r"^\S"),
    AfterValidator(require_one_line),
]
"""Why somebody looks at what is a customer's; no blanks alone."""


class AskVisit(Command):
    """By the one of the staff who will come."""

    partner_id: PartnerId
    customer_id: Id
    reason: Reason


class VisitView(Message):
    id: Id
    by: str
    """For example `admin/ada@provider.example`."""
    reason: str
    asked_at: AwareDatetime
    began_at: AwareDatetime | None = None
    """Null where nobody came."""
    ends_at: AwareDatetime | None = None
    """When it ended, or will at the latest."""
    is_open: bool = False


class VisitIsNotAllowed(Problem):
    """Not of the staff, disabled, another partner's, or an operator."""

    status = 403


class VisitCannotBegin(Problem):
    """Its address was used, or is older than a minute."""

    status = 410
