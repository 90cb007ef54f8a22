"""An attempt to pay, for rules that need one."""

from dataclasses import replace
from typing import Any

from docs.lifecycle_samples import intent
from services.payments.domain.collecting.intents import Intent


def an_intent(**changes: Any) -> Intent:
    """Open, of 31.00 EUR, unless told otherwise."""
    return replace(intent("open"), **{"gateway_payment_id": "chk_1", **changes})
