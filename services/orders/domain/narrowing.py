"""What lists are narrowed to, beside whose they are; None does not narrow."""

from dataclasses import dataclass

from contracts.catalog import OfferingKind
from contracts.decisions import SubscriptionState


@dataclass(frozen=True)
class WantedServices:
    state: SubscriptionState | None = None
    kind: OfferingKind | None = None
    words: str | None = None
    """Within the title, or the whole id of the subscription, its order or its customer."""
