"""Stripe's webhooks: verified over the raw body, and reduced to which payment they are about. Their
claims are not read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contracts.payments import WebhookIsUnreadable
from services.payments.domain.collecting.intents import GatewayEvent
from services.payments.gateways.port import WebhookIsOfNoInterest
from services.payments.gateways.signatures import verify_webhook

HEADER = "stripe-signature"
REFERENCE = "turnup_reference"
"""Our intent's id, in the metadata of all that belongs to it."""
LONGEST_ID = 200

ABOUT_SESSIONS = "checkout.session."
ABOUT_MONEY = ("payment_intent.", "charge.", "refund.")
"""Their objects name the payment intent, or are it."""


def read_event(
    secrets: Iterable[str], headers: Mapping[str, str], body: bytes, now_seconds: int
) -> GatewayEvent:
    """Stripe's scheme is the one that this system uses itself; what it signs is `<time>.<body>`.

    Raises `WebhookIsForged`, `WebhookIsUnreadable` or `WebhookIsOfNoInterest`.
    """
    verify_webhook(secrets, headers.get(HEADER, ""), body, now_seconds)
    try:
        event = json.loads(body)
        return _about(_text(event["id"]), _text(event["type"]), event["data"]["object"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WebhookIsUnreadable from error


def _about(event_id: str, kind: str, about: dict[str, Any]) -> GatewayEvent:
    reference = (about.get("metadata") or {}).get(REFERENCE)
    if kind.startswith(ABOUT_SESSIONS):
        payment_id = about["id"] if about.get("mode") == "payment" else None
    elif kind.startswith(ABOUT_MONEY):
        is_intent = kind.startswith("payment_intent.")
        payment_id = about["id"] if is_intent else about.get("payment_intent")
    else:
        payment_id = None
    # Other systems may use the same account: what carries no reference of ours is theirs.
    if reference is None or payment_id is None:
        raise WebhookIsOfNoInterest(kind)
    return GatewayEvent(id=event_id, payment_id=_text(payment_id), reference=_text(reference))


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise ValueError(f"an id is a text of 1 to {LONGEST_ID} characters")
    return value
