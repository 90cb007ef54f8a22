"""Record a verdict on one item; the caller holds the order's row lock. Carries nothing out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_short_id
from contracts.decisions import OfflinePaymentIsNotBookedYet, RefundTo, SeenPreview, Verdict
from contracts.said import Said, said
from services.orders.context import Context
from services.orders.domain.decisions import documents_for, require_billed_start
from services.orders.domain.order import Decision, Item, Order
from services.orders.messages import DECISION_RECORDED, DecisionRecorded
from services.orders.repository.audit import NewEntry, awaits_booking
from services.orders.repository.changes import By, save_decisions
from services.orders.views import recorded


@dataclass(frozen=True)
class Ruling:
    """A verdict to record on an item."""

    item: Item
    verdict: Verdict
    reason: str | None = None
    start_on: date | None = None
    refund_to: RefundTo | None = None
    message_id: str | None = None
    preview: SeenPreview | None = None


async def record(
    connection: AsyncConnection, order: Order, by: By, rulings: list[Ruling]
) -> list[Decision]:
    """Write the decisions with their audit rows; the UNIQUE revision is the last guard. Raises
    `StartWouldGoUnbilled` and `OfflinePaymentIsNotBookedYet`, on whichever way a start is set or
    moved."""
    if not rulings:
        return []
    for ruling in rulings:
        require_billed_start(ruling.item, ruling.start_on)
    is_correction = any(ruling.item.decision for ruling in rulings)
    if is_correction and await awaits_booking(connection, order.id):
        raise OfflinePaymentIsNotBookedYet
    made = [_decision(order, by, ruling) for ruling in rulings]
    entries = [NewEntry(_action(one), _reason(one), one.item_id) for one in made]
    await save_decisions(connection, order, by, made, entries)
    return made


async def send_decisions(
    context: Context, connection: AsyncConnection, order_id: str, made: list[Decision]
) -> list[int]:
    """The messages that bring them to the order's workflow, once each."""
    return [
        await DECISION_RECORDED.add(
            context.outbox,
            connection,
            decision.id,
            DecisionRecorded(order_id=order_id, decision=recorded(decision)),
        )
        for decision in made
    ]


def _decision(order: Order, by: By, ruling: Ruling) -> Decision:
    item = ruling.item
    return Decision(
        id=new_short_id("dec"),
        item_id=item.id,
        revision=item.decision.revision + 1 if item.decision else 1,
        verdict=ruling.verdict,
        documents=documents_for(order, item, ruling.verdict, ruling.start_on),
        start_on=ruling.start_on,
        previous_start_on=item.start_on,
        reason=ruling.reason,
        refund_to=ruling.refund_to,
        decided_by=by.actor,
        decided_at=by.at,
        message_id=ruling.message_id,
        preview=ruling.preview,
    )


def _action(decision: Decision) -> str:
    return "moved_start" if decision.revision > 1 else f"decided_{decision.verdict}"


def _reason(decision: Decision) -> Said:
    start = said(
        "audit.decided_start",
        start_on=decision.start_on,
        previous_start_on=decision.previous_start_on,
    )
    due = said("audit.documents_due", documents=decision.documents)
    given = [start if decision.start_on else None, decision.reason, due, _seen(decision.preview)]
    return said("audit.decided", parts=[part for part in given if part])


def _seen(preview: SeenPreview | None) -> Said | None:
    if preview is None:
        return None
    amount_minor, currency = preview.difference_minor, preview.currency
    if amount_minor < 0:
        return said("audit.charge_previewed", amount_minor=-amount_minor, currency=currency)
    days = preview.unused_day_count
    return said("audit.credit_previewed", amount_minor=amount_minor, currency=currency, count=days)
