"""What a customer reads of a service. Whether somebody confirms it is no part of that: it is paid
and active, or it is not."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.subscriptions import ServiceDocument, SubscriptionDetails, SubscriptionView

Shown = Literal["pending", "scheduled", "active", "paused", "disabled", "archived"]
STATES = ("active", "pending", "paused", "disabled", "archived")
"""To choose from; `pending` holds the scheduled ones."""
KINDS = {"active": "success", "scheduled": "info", "pending": "warning", "paused": "warning"}
"""How a state is coloured; the others are neutral."""
PATHS = {"invoice": "/finance/invoices", "credit_note": "/finance/credit-notes"}


@dataclass(frozen=True)
class Service:
    id: str
    title: str
    kind: str
    quantity: int
    state: Shown
    look: str
    currency: str
    price_minor: int
    cycle: str
    cycle_days: int
    fee_minor: int
    start_on: date | None
    paid_until_on: date | None
    charged_from_on: date | None
    charged_until_on: date | None
    order_id: str


@dataclass(frozen=True)
class Details:
    service: Service
    documents: list[ServiceDocument]
    left_out: str
    """Why there are none, or not all; else empty."""

    def path_of(self, document: ServiceDocument) -> str:
        return f"{PATHS[document.kind]}/{document.id}"


def service_view(one: SubscriptionView) -> Service:
    state: Shown = "scheduled" if one.state == "pending" and one.start_on else one.state
    return Service(
        id=one.id,
        title=one.title,
        kind=one.kind,
        quantity=one.quantity,
        state=state,
        look=KINDS.get(state, ""),
        currency=one.currency,
        price_minor=one.price.gross_minor,
        cycle=one.cycle.kind,
        cycle_days=one.cycle.day_count or 0,
        fee_minor=one.fee.gross_minor,
        start_on=one.start_on,
        paid_until_on=one.paid_until_on,
        charged_from_on=one.charged_from_on,
        charged_until_on=one.charged_until_on,
        order_id=one.order_id,
    )


def details_view(one: SubscriptionDetails) -> Details:
    left_out = one.left_out.text if one.left_out else ""
    return Details(service_view(one), one.documents, left_out)
