"""What lists are narrowed to, beside whose they are; None does not narrow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.catalog import OfferingKind
from contracts.decisions import Granted, OrderPath, OrderStatus, SubscriptionState

Side = Literal["customer", "staff"]


@dataclass(frozen=True)
class WantedOrders:
    status: OrderStatus | None = None
    path: OrderPath | None = None
    granted: Granted | None = None
    kind: OfferingKind | None = None
    """Of one of its items at least."""
    open_to: Side | None = None
    """Those that wait for somebody or something, as this side sees it: what was paid upfront is
    done to its customer, whose service is active, while the staff still confirms its start."""
    placed_from: datetime | None = None
    placed_to: datetime | None = None
    """This moment included."""
    words: str | None = None
    """An order's whole id, or beginnings of words of its customer's name, mail address or id; of
    one customer's orders also a part of an order's id or of a product's title."""


@dataclass(frozen=True)
class WantedServices:
    state: SubscriptionState | None = None
    kind: OfferingKind | None = None
    words: str | None = None
    """Within the title, or the whole id of the subscription, its order or its customer."""
