"""A refund: what is known of it, and how much may be given back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from contracts.bookkeeping import OfflineMethod
from contracts.refunds import GivenByHand, RefundExceedsWhatIsLeft, RefundState
from contracts.said import Said
from services.payments.domain.bookkeeping.ledger import Account

TRIES_A_ROUND = 5
"""The gateway refuses it so often before a person has to act, whose retry begins a new round."""


@dataclass(frozen=True)
class Refund:
    """Money to give back, and the gateway's payment that it goes back from."""

    id: str
    order_id: str
    customer_id: str
    partner_id: int
    credit_note_id: str | None
    amount_minor: int
    currency: str
    state: RefundState
    tries: int
    """How often the gateway refused it, or it came back."""
    rounds: int
    returns: int
    tried_at: datetime | None
    """When the gateway was asked first in this try."""
    gateway_refund_id: str | None
    failure: Said | None
    by_hand_method: OfflineMethod | None
    by_hand_reference: str | None
    given_back_on: date | None
    ended_by: str | None
    end_reason: str | None
    created_at: datetime
    settled_at: datetime | None
    gateway: str
    gateway_payment_id: str
    invoice_id: str
    captured_minor: int

    @property
    def account(self) -> Account:
        return Account(self.customer_id, self.partner_id, self.currency)

    @property
    def by_hand(self) -> GivenByHand | None:
        """What a person recorded who gave the money back; None for what the gateway makes."""
        method, reference = self.by_hand_method, self.by_hand_reference
        if method is None or reference is None or self.given_back_on is None:
            return None
        return GivenByHand(method=method, reference=reference, given_back_on=self.given_back_on)

    @property
    def made_at_gateway(self) -> str | None:
        """The gateway's id of it once the gateway has made it, and not a person."""
        return self.gateway_refund_id if self.state == "succeeded" else None


class RefundChange(TypedDict, total=False):
    """What may change of a refund."""

    state: RefundState
    tries: int
    rounds: int
    returns: int
    tried_at: datetime | None
    gateway_refund_id: str | None
    failure: Said | None
    by_hand_method: OfflineMethod
    by_hand_reference: str
    given_back_on: date
    recorded_by: str
    ended_by: str
    end_reason: str
    settled_at: datetime | None


def end_of_try(failure: Said, tries: int) -> RefundChange:
    """The next one has a key of its own, and the gateway knows nothing of it."""
    return {"failure": failure, "tries": tries, "tried_at": None, "gateway_refund_id": None}


def refund_key(refund_id: str, tries: int) -> str:
    """Under which a gateway is asked for it: each try has a key of its own."""
    return f"refund/{refund_id}/{tries}"


def refund_of_key(key: str | None) -> str | None:
    """Whose key it is; None for a stranger's."""
    parts = (key or "").split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "refund" else None


def room_for(
    wanted_minor: int | None, left_of_note_minor: int, left_of_payment_minor: int, currency: str
) -> int:
    """What to give back: all that is left, if nothing is said. Raises `RefundExceedsWhatIsLeft`."""
    left_minor = min(left_of_note_minor, left_of_payment_minor)
    amount_minor = left_minor if wanted_minor is None else wanted_minor
    if not 0 < amount_minor <= left_minor:
        raise RefundExceedsWhatIsLeft(
            left_minor=max(left_minor, 0),
            left_of_note_minor=left_of_note_minor,
            left_of_payment_minor=left_of_payment_minor,
            currency=currency,
        )
    return amount_minor
