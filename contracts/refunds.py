"""Refunds: money on its way back to a customer, through a gateway or, when that fails, by hand."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.bookkeeping import OfflineMethod
from contracts.message import (
    Command,
    Currency,
    Day,
    Message,
    Name,
    PositiveMinor,
    PrintedLabel,
    PrintedName,
)
from contracts.problems import Problem
from contracts.said import Said, Told

RefundState = Literal["pending", "succeeded", "failed"]
"""`pending`: wanted, being tried, or on its way at the gateway. `failed`: refused for good, ended
by a person, or come back after it succeeded; a person has it tried again, or gives the money back
by hand."""

RefundOutcome = Literal["succeeded", "on_its_way", "refused", "unclear", "failed"]
"""Of one step. `refused`: the next one asks with a new key. `unclear`: the gateway may or may not
have made it, so it is asked again about the same one. `failed`: a person has to act."""


class GivenByHand(Message):
    """How a person gave the money back."""

    method: OfflineMethod
    reference: str
    given_back_on: date


class RefundStep(Message):
    """What came of asking for a refund once, for the workflow that does so until it is done."""

    outcome: RefundOutcome
    why: Said | None = None
    """Of what is refused or unclear. Why one failed, payments knows: it may be a person's words."""


class RefundView(Message):
    id: str
    credit_note_id: str | None
    """Null for money that came too late, or was not what was asked for."""
    order_id: str
    state: RefundState
    amount_minor: PositiveMinor
    currency: Currency
    failure: Told | None = None
    """Why the newest try did not succeed; for staff, null for customers."""
    gateway: str = ""
    tries: int = 0
    """How often the gateway refused it, or it came back; for staff, 0 for customers."""
    created_at: AwareDatetime | None = None
    settled_at: AwareDatetime | None = None
    by_hand: GivenByHand | None = None
    ended_by: str | None = None
    """Who gave it up while its outcome was unknown, and why, if anybody did; null for customers."""
    end_reason: str | None = None


class RefundCreditNote(Command):
    """Give what a credit note owes back to the card that paid its invoice."""

    amount_minor: Annotated[int, Field(ge=1, le=10**15)] | None = None
    """Null: all that is left of the note."""


class SettleRefundByHand(Command):
    """A person gave back the money of a refund that failed; booked once."""

    method: OfflineMethod
    reference: Name
    """What finds the money again: a receipt's number, a line of the bank statement."""
    given_back_on: Day
    """In the partner's time zone; not in the future."""


class EndRefund(Command):
    """Give a refund up whose outcome stays unknown. It has failed then. If the gateway makes it all
    the same the customer has it twice, should a person have given the money back meanwhile."""

    reason: PrintedName


class EndRefundByOperator(EndRefund):
    """The same, from the refund's workflow: what an operator signalled."""

    by: PrintedLabel = Field(min_length=1)


class RefundIsSettled(Problem):
    """It has succeeded or failed; only what is pending can be ended."""

    status = 409


class RefundHasNotFailed(Problem):
    """It is on its way or has succeeded; only a failed one is tried again or settled by hand."""

    status = 409


class RefundIsNotPlausible(Problem):
    """Given back in the future."""

    status = 422


class CreditNoteOwesNothing(Problem):
    """The note is used up, voided or refunded."""

    status = 409


class RefundExceedsWhatIsLeft(Problem):
    """Facts: currency, left_minor, left_of_note_minor, left_of_payment_minor."""

    status = 409


class NoGatewayTookThePayment(Problem):
    """The invoice was paid in cash or by bank transfer, so there is no card to refund to."""

    status = 409
