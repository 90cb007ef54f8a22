"""Unfinished orders as the orders service lists them."""

from datetime import UTC, datetime, timedelta

from contracts.decisions import ItemState, OrderPath, OrderStatus
from contracts.reconciliation import UnfinishedItem, UnfinishedOrder

LONG_AGO = datetime.now(UTC) - timedelta(hours=1)


def unfinished(
    order_id: str,
    *states: ItemState,
    path: OrderPath = "upfront",
    placed_at: datetime = LONG_AGO,
    revision: int = 0,
) -> UnfinishedOrder:
    decided = {"decision_id": "dec_2", "revision": revision} if revision else {}
    status: OrderStatus = "waiting_for_payment"
    return UnfinishedOrder(
        id=order_id,
        path=path,
        status=status,
        placed_at=placed_at,
        payment_attempt=1,
        items=[UnfinishedItem.model_validate({"state": one, **decided}) for one in states],
    )
