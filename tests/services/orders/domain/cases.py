"""Orders in the states that the rules are tried on."""

from datetime import UTC, date, datetime
from typing import Any

from contracts.catalog import BillingCycle, Price, QuoteLine
from contracts.decisions import ItemState
from contracts.message import Amount
from contracts.orders import OrderPolicy
from contracts.said import said
from contracts.settings import PartnerSettings
from services.orders.domain.order import Decision, Flag, Item, Order

PAID_ON = date(2023, 1, 1)
NOW = datetime(2023, 1, 1, 12, tzinfo=UTC)
GROSS = Amount(net_minor=3_100, vat_minor=0, gross_minor=3_100)
LINE = QuoteLine(
    offering_id="off_1",
    offering_revision=1,
    kind="internet",
    title="Fibre 100",
    quantity=1,
    price=Price(amount_minor=3_100, currency="EUR", cycle=BillingCycle(kind="monthly")),
    period=GROSS,
    fee=GROSS.model_copy(update={"net_minor": 0, "gross_minor": 0}),
)

FLAG = Flag("step/1", said("reconciliation.unpaid"), "workflow", NOW, "system/worker")


def policy(**more: Any) -> OrderPolicy:
    return OrderPolicy.model_validate({**PartnerSettings().model_dump(), **more})


def decision(**more: Any) -> Decision:
    given: dict[str, Any] = {
        "id": "dec_1",
        "item_id": "itm_1",
        "revision": 1,
        "verdict": "approve",
        "documents": "none",
        "start_on": PAID_ON,
        "previous_start_on": None,
        "reason": None,
        "refund_to": None,
        "decided_by": "admin/ada",
        "decided_at": NOW,
        "applied_at": NOW,
    }
    return Decision(**{**given, **more})


def order(*states: ItemState, paid_on: date | None = None, **more: Any) -> Order:
    given: dict[str, Any] = {
        "id": "ord_1",
        "partner_id": 1,
        "customer_id": "cus_1",
        "path": "upfront" if paid_on else "request",
        "currency": "EUR",
        "total_minor": 3_100,
        "placed_at": NOW,
        "payment_attempt": 1 if paid_on else 0,
        "paid_on": paid_on,
        "policy": policy(),
        "items": tuple(
            Item(id=f"itm_{number}", line=LINE, state=state, start_on=paid_on)
            for number, state in enumerate(states, start=1)
        ),
    }
    return Order(**{**given, **more})
