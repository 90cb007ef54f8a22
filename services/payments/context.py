"""What every use case works with; made once by `build_app`."""

from collections import Counter
from dataclasses import dataclass, field

from chassis.context import SendingContext
from services.payments.gateways.registry import Gateways


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    gateways: Gateways
    refused_webhooks: Counter[str] = field(default_factory=Counter)
    """By gateway, since the start."""
