"""What differs between a gateway's book and ours, entry by entry, as the repository's statements
find and name it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.reconciliation import Finding, FindingKind
from contracts.said import Said
from services.payments.domain.collecting.intents import money


@dataclass(frozen=True)
class Line:
    """A capture or refund as a gateway's book has it. `reference` is our own id of the attempt or
    refund, where the gateway repeats it; `payment_id` is the payment that a refund gives back."""

    kind: Literal["capture", "refund"]
    gateway_id: str
    state: str
    amount_minor: int
    currency: str
    payment_id: str | None
    reference: str | None
    captured_at: datetime | None
    failure: Said | None


@dataclass(frozen=True)
class Difference:
    """`key` is where the page goes on; `subject` is what a finding names."""

    key: str
    kind: FindingKind
    subject: str
    order_id: str | None

    def found(
        self, what: Said, *, healed: bool = False, kind: FindingKind | None = None
    ) -> Finding:
        """Of the kind that the statement named, unless told otherwise."""
        return Finding(
            kind=kind or self.kind,
            subject=self.subject,
            order_id=self.order_id,
            detail=what,
            healed=healed,
        )


@dataclass(frozen=True)
class OfMoney(Difference):
    """About a capture or refund: as the gateway's book has it, or as ours has what it lacks."""

    gateway: str
    gateway_id: str | None
    amount_minor: int
    currency: str

    @property
    def moved(self) -> Said:
        return money(self.amount_minor, self.currency)


@dataclass(frozen=True)
class Listed(OfMoney):
    """A line of a gateway's book; and of ours, if there is any, the attempt or refund that it is,
    as which payment the gateway knows that, and how much of it is booked or owed."""

    gateway_id: str
    state: str
    payment_id: str | None
    reference: str | None
    captured_at: datetime | None
    failure: Said | None
    our_id: str | None
    our_state: str | None
    our_payment_id: str | None
    our_minor: int | None
    our_currency: str | None

    @property
    def booked(self) -> Said:
        return money(self.our_minor, self.our_currency)


@dataclass(frozen=True)
class DoubtfulRefund(OfMoney):
    """Not done after a while; or done, and the gateway's book did not list it."""

    state: str
    failure: Said | None
    created_at: datetime


@dataclass(frozen=True)
class UnsettledAttempt(Difference):
    is_over: bool
    """Nothing may be paid by it any more: its order was paid or closed, another amount is due on
    its invoice, or a newer attempt has taken its place."""


@dataclass(frozen=True)
class ForgottenWebhook(Difference):
    gateway: str
    event_id: str
