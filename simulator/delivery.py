"""Decides how a webhook is sent: how often, when, and with what body. Sends nothing itself.

The one seam for misbehaviour: late, lost, doubled, reordered and forged webhooks start here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from chassis.ids import new_id
from simulator.cards import WebhookFault
from simulator.faults import FATES, FaultScript

Kind = Literal[
    "genuine",
    "first",
    "late",
    "lost",
    "duplicate",
    "stale",
    "forged",
    "replayed_old",
    "other_amount",
    "unknown_payment",
]
Event = dict[str, Any]
FIRST_AT_THE_LATEST_SECONDS = 10
"""When the process that should have sent it first died."""
STALE_AFTER_SECONDS = 0.5


@dataclass(frozen=True)
class Delivery:
    """One sending of a webhook, retried until it is taken. Without a delay it is never sent."""

    kind: Kind
    body: bytes
    delay_seconds: float | None = 0


def plan_deliveries(
    event: Event, faults: Sequence[WebhookFault], script: FaultScript
) -> list[Delivery]:
    """Without faults each event is sent once, at once. `payment.opened` is not told at all unless
    it is to come first."""
    fate = next((fault for fault in faults if fault in FATES), None)
    deliveries = (
        [] if event["type"] == "payment.opened" and fate is None else _own(event, fate, script)
    )
    return deliveries + [_companion(event, fault) for fault in faults if fault not in FATES]


def _own(event: Event, fate: WebhookFault | None, script: FaultScript) -> list[Delivery]:
    body = _bytes(event)
    if fate == "webhook_first":
        return [Delivery("first", body, FIRST_AT_THE_LATEST_SECONDS)]
    if fate == "webhook_late":
        return [Delivery("late", body, script.late_seconds)]
    if fate == "webhook_lost":
        return [Delivery("lost", body, None)]
    if fate == "webhook_duplicated":
        return [Delivery("duplicate", body)] * script.duplicates
    if fate == "webhook_reordered":
        stale = _other(event, type="payment.processing")
        return [Delivery("genuine", body), Delivery("stale", stale, STALE_AFTER_SECONDS)]
    return [Delivery("genuine", body)]


def _companion(event: Event, fault: WebhookFault) -> Delivery:
    if fault == "webhook_forged":
        return Delivery("forged", _other(event, type="payment.captured"))
    if fault == "webhook_replayed_old":
        return Delivery("replayed_old", _bytes(event))
    if fault == "webhook_other_amount":
        amount_minor = event["amount_minor"] + 1
        return Delivery("other_amount", _other(event, amount_minor=amount_minor))
    strange = _other(event, payment_id=new_id("chk"), reference=new_id("pi"))
    return Delivery("unknown_payment", strange)


def _other(event: Event, **changes: object) -> bytes:
    return _bytes(event | {"id": new_id("evt")} | changes)


def _bytes(event: Event) -> bytes:
    return json.dumps(event).encode()
