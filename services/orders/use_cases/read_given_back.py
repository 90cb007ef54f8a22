"""Ask payments what was credited and given back of an order, and whether a payment is being
processed. Payments away is no failure: its part of the timeline is then left out."""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import datetime

from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.credits import CreditNoteView
from contracts.problems import Problem
from contracts.refunds import RefundView
from contracts.said import Said, said
from contracts.timeline import TimelineEvent
from services.orders.context import Context
from services.orders.domain.order import Order
from services.orders.use_cases.show_payment_state import LOOK_SECONDS
from wording.telling import tell

MOST_DOCUMENTS = 200
"""Of each kind, the newest."""


@dataclass(frozen=True)
class GivenBack:
    events: list[TimelineEvent]
    is_processing: bool = False
    left_out: Said | None = None

    def between(self, since: datetime | None, before: datetime | None) -> list[TimelineEvent]:
        """What happened on one page of the timeline."""
        return [
            event
            for event in self.events
            if (since is None or event.at >= since) and (before is None or event.at < before)
        ]


async def read_given_back(context: Context, caller: Caller, order: Order) -> GivenBack:
    payments = context.payments.as_actor(caller.actor)
    with contextlib.suppress(Problem, TimeoutError):
        async with asyncio.timeout(LOOK_SECONDS):
            notes, refunds, attempts = await asyncio.gather(
                payments.credit_notes(order_id=order.id, limit=MOST_DOCUMENTS),
                payments.refunds(order_id=order.id, limit=MOST_DOCUMENTS),
                payments.intents_of_order(order.id, limit=1),
            )
        events = [_credited(order, note, caller.actor) for note in notes.items]
        for refund in refunds.items:
            events += _given_back(refund, caller.actor)
        goes_on = notes.next_cursor or refunds.next_cursor
        return GivenBack(
            events,
            is_processing=any(one.state == "processing" for one in attempts.items),
            left_out=said("timeline.older_documents") if goes_on else None,
        )
    return GivenBack([], left_out=said("timeline.payments_away"))


def _credited(order: Order, note: CreditNoteView, viewer: Actor) -> TimelineEvent:
    what = said(
        "timeline.credit_note",
        document_number=note.number,
        credit_note_id=note.id,
        amount_minor=note.amount.gross_minor,
        currency=note.currency,
        count=note.unused_day_count,
        document_state=note.state,
    )
    item = order.item(note.order_item_id)
    return TimelineEvent(
        at=note.created_at,
        what=tell(what, viewer),
        by="system",
        titles=[item.line.title] if item else [],
        item_ids=[note.order_item_id],
    )


def _given_back(refund: RefundView, viewer: Actor) -> list[TimelineEvent]:
    """That it was wanted, and that it arrived."""
    facts = {
        "amount_minor": refund.amount_minor,
        "currency": refund.currency,
        "refund_id": refund.id,
    }
    told = [(refund.created_at, said("timeline.refund_started", **facts))]
    if refund.state == "succeeded":
        told.append((refund.settled_at, said("timeline.refunded", **facts)))
    return [TimelineEvent(at=at, what=tell(what, viewer), by="system") for at, what in told if at]
