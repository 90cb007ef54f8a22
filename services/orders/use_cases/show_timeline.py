"""Tell what happened to an order and what comes next: from its audit, and from what payments gave
back. Nothing is asked of its workflow, whose history may be gone."""

from chassis.pages import decode_number, page_of
from chassis.tokens import Caller
from contracts.actors import Actor, named_to
from contracts.timeline import ComingStep, Timeline, TimelineEvent
from services.orders.context import Context
from services.orders.domain.order import Order
from services.orders.domain.timeline import FOR_CUSTOMERS, coming, event_of, expires_at
from services.orders.repository.audit import KeptEntry, entry_at, list_audit
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.payment_terms import payment_terms
from services.orders.use_cases.read_given_back import read_given_back
from wording.telling import tell


async def show_timeline(
    context: Context, caller: Caller, order_id: str, cursor: str | None, limit: int
) -> Timeline:
    """A page of it. Staff reads also what is for staff alone, in the audit's words."""
    before_id, viewer = decode_number(cursor), caller.actor
    actions = FOR_CUSTOMERS if viewer.kind == "customer" else None
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        entries = await list_audit(connection, order_id, before_id, limit, actions)
        before = await entry_at(connection, order_id, before_id) if before_id else None
        ends_at = expires_at(order, await payment_terms(connection, order))
    given_back = await read_given_back(context, caller, order)
    page = page_of(entries, lambda entry: _event(order, entry, viewer), limit)
    since = page.items[-1].at if page.next_cursor else None
    events = [*page.items, *given_back.between(since, before)]
    steps = coming(order, ends_at, is_processing=given_back.is_processing)
    return Timeline(
        order_id=order.id,
        comes_next=[
            ComingStep(
                what=tell(step, viewer),
                until=ends_at if step.code == "order.waits.expiry" else None,
                start_on=order.next_start if step.code == "order.waits.scheduled" else None,
            )
            for step in steps
        ],
        happened=_together(sorted(events, key=lambda event: event.at, reverse=True)),
        next_cursor=page.next_cursor,
        left_out=tell(given_back.left_out, viewer) if given_back.left_out else None,
    )


def _event(order: Order, entry: KeptEntry, viewer: Actor) -> TimelineEvent:
    item = order.item(entry.item_id) if entry.item_id else None
    return TimelineEvent(
        at=entry.at,
        what=tell(event_of(entry.action, entry.reason) or entry.reason, viewer),
        by=named_to(viewer, entry.actor),
        titles=[item.line.title] if item else [],
        item_ids=[item.id] if item else [],
    )


def _together(events: list[TimelineEvent]) -> list[TimelineEvent]:
    """What one step did to several items is one event."""
    told: list[TimelineEvent] = []
    for event in events:
        last = told[-1] if told else None
        if last and last.item_ids and event.item_ids and _same(last, event):
            both = {
                "titles": [*event.titles, *last.titles],
                "item_ids": [*event.item_ids, *last.item_ids],
            }
            told[-1] = last.model_copy(update=both)
        else:
            told.append(event)
    return told


def _same(one: TimelineEvent, other: TimelineEvent) -> bool:
    return (one.at, one.what, one.by) == (other.at, other.what, other.by)
