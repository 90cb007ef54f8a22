"""Compares what a gateway's book says with what ours says, one capture or refund at a time.

Only names differences: who heals them, and who asks the gateway, is not its matter.
"""

from dataclasses import dataclass
from typing import Literal

from billing.money import format_minor
from contracts.reconciliation import Finding
from contracts.refunds import RefundState
from services.payments.domain.collecting.intents import GatewayPayment, Intent

Agreement = Literal["agrees", "not_booked", "came_back"]
"""`came_back`: a refund is booked as given back, and failed at the gateway after all."""
RefundToldState = Literal["pending", "succeeded", "failed"]


@dataclass(frozen=True)
class KnownCapture:
    """Our attempt, and what is booked for it; null while nothing is."""

    intent: Intent
    booked_minor: int | None = None
    booked_currency: str | None = None


@dataclass(frozen=True)
class ToldRefund:
    """A refund as a gateway's book has it."""

    gateway: str
    id: str
    state: RefundToldState
    payment_id: str | None
    amount_minor: int
    currency: str
    failure: str | None = None


@dataclass(frozen=True)
class KnownRefund:
    """Our refund, of the gateway's payment."""

    id: str
    state: RefundState
    payment_id: str | None
    amount_minor: int
    currency: str
    gateway_refund_id: str | None = None


def compare_capture(told: GatewayPayment, known: KnownCapture | None) -> Agreement | Finding:
    """What the gateway captured against our books."""
    subject = told.payment_id or "no id"
    captured = _money(told.amount_minor, told.currency)
    if known is None:
        return Finding(
            kind="capture_unknown",
            subject=subject,
            detail=f"The gateway captured {captured}, and no attempt to pay here belongs to it"
            f" (reference {told.reference or 'none'}).",
        )
    intent = known.intent
    if intent.gateway_payment_id not in (None, told.payment_id):
        return Finding(
            kind="captured_twice",
            subject=subject,
            detail=f"The gateway captured {captured} for {intent.id} of order {intent.order_id},"
            f" which is its payment {intent.gateway_payment_id} ({intent.state}).",
        )
    if known.booked_minor is None:
        return "not_booked"
    if (told.amount_minor, told.currency) != (known.booked_minor, known.booked_currency):
        booked = _money(known.booked_minor, known.booked_currency)
        return Finding(
            kind="amount_differs",
            subject=subject,
            detail=f"The gateway captured {captured}, booked is {booked} (order"
            f" {intent.order_id}).",
        )
    return "agrees"


def booked_now(told: GatewayPayment, before: Intent, after: Intent) -> Finding:
    """What became of a capture that was not booked, once the gateway's payment was applied."""
    subject, captured = told.payment_id or "no id", _money(told.amount_minor, told.currency)
    order = f"order {after.order_id}"
    if before.state in ("captured", "mismatch"):
        return Finding(
            kind="capture_not_booked",
            subject=subject,
            detail=f"{after.id} of {order} says {before.state}, but no payment of {captured} is"
            " booked.",
        )
    if after.state == "mismatch":
        asked = _money(after.amount_minor, after.currency)
        return Finding(
            kind="amount_differs",
            subject=subject,
            detail=f"The gateway captured {captured} instead of {asked} for {order}. It is booked"
            " now and goes back by itself; nothing was activated.",
        )
    if after.state == "captured":
        words = f"{captured} for {order} had come and was not booked; it is now."
    else:
        words = f"{captured} came after {order} was paid or closed; booked now, and it goes back."
    return Finding(kind="capture_not_booked", subject=subject, detail=words, healed=True)


def missing_capture(known: KnownCapture, told: GatewayPayment | None) -> Finding | None:
    """A booked capture that the gateway's book did not list, and what the gateway says when asked
    for it; null when it is there after all."""
    intent = known.intent
    booked = _money(known.booked_minor, known.booked_currency)
    subject = intent.gateway_payment_id or intent.id
    if told is None or told.state != "captured":
        says = "does not know it" if told is None else f"says {told.state}"
        return Finding(
            kind="capture_missing",
            subject=subject,
            detail=f"{booked} is booked for order {intent.order_id}, and the gateway {says}.",
        )
    compared = compare_capture(told, known)
    return compared if isinstance(compared, Finding) else None


def compare_refund(
    told: ToldRefund, known: KnownRefund | None, order_id: str | None = None
) -> Agreement | Finding:
    """What the gateway gave back against our books. One that failed there moved nothing. The order
    is that of the payment, if it is ours."""
    given = _money(told.amount_minor, told.currency)
    if known is None:
        if told.state == "failed":
            return "agrees"
        return Finding(
            kind="refund_unknown",
            subject=told.id,
            detail=f"The gateway {told.gateway} gave {given} of {told.payment_id} back"
            f" ({told.state}; order {order_id or 'unknown'}), and no refund here belongs to it."
            " Somebody may have made it in the gateway's own pages.",
        )
    if told.state == "failed":
        return "came_back" if known.state == "succeeded" else "agrees"
    ours = (known.amount_minor, known.currency)
    if (told.amount_minor, told.currency) != ours or told.payment_id not in (
        None,
        known.payment_id,
    ):
        return Finding(
            kind="refund_differs",
            subject=told.id,
            detail=f"The gateway gave {given} of {told.payment_id} back, {known.id} is"
            f" {_money(*ours)} of {known.payment_id} (order {order_id or 'unknown'}).",
        )
    is_behind = known.state == "failed" or (
        known.state == "pending" and (told.state == "succeeded" or known.gateway_refund_id is None)
    )
    return "not_booked" if is_behind else "agrees"


def refund_came_back(known: KnownRefund, *, is_taken_back: bool) -> Finding:
    given = _money(known.amount_minor, known.currency)
    words = "it is booked back now, and owed." if is_taken_back else "it is not booked back."
    return Finding(
        kind="refund_failed",
        subject=known.id,
        detail=f"{given} was booked as given back, and the gateway says that it failed; {words}",
        healed=is_taken_back,
    )


def refund_booked(known: KnownRefund, told: ToldRefund, *, is_done: bool) -> Finding | None:
    """A refund that the gateway has and our books did not; None for one that is on its way there,
    as we expected."""
    if told.state == "pending" and known.state == "pending":
        return None
    given = _money(known.amount_minor, known.currency)
    words = "here it could not be booked. Do not try it again."
    if is_done:
        words = "it is booked now."
    elif told.state == "pending":
        words = "it is on its way there, and booked once it has left."
    return Finding(
        kind="refund_not_booked",
        subject=known.id,
        detail=f"The gateway gives {given} back, and the refund was {known.state}; {words}",
        healed=is_done or told.state == "pending",
    )


def _money(amount_minor: int | None, currency: str | None) -> str:
    return format_minor(amount_minor or 0, currency or "?")
