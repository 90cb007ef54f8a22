"""Decides how a webhook is sent: how often, when, and with what body. Sends nothing itself.

The one seam for misbehaviour: late, lost, doubled, reordered and forged webhooks start here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Delivery:
    """One sending of a webhook, retried until it is taken."""

    body: bytes
    delay_seconds: float = 0


def plan_deliveries(event: bytes) -> list[Delivery]:
    """An honest gateway sends each event once, at once."""
    return [Delivery(event)]
