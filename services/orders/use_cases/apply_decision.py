"""Record that a decision took effect, after its documents were issued: money before status."""

from dataclasses import replace
from datetime import date, datetime

from billing.days import local_date
from chassis.tokens import Caller
from contracts.decisions import DecisionIsNotRecorded, Verdict
from contracts.recording import ApplyDecision, OrderSnapshot
from contracts.said import Said, said
from services.orders.context import Context
from services.orders.domain.decisions import start_in_force
from services.orders.domain.item_changes import ItemChange
from services.orders.domain.order import Decision, Order
from services.orders.domain.transitions import ItemEvent, next_state
from services.orders.repository.changes import By, save_changes
from services.orders.repository.decisions import mark_applied
from services.orders.use_cases.load_order import item_of, load_decision, load_order
from services.orders.use_cases.show_order import snapshot_of


async def apply_decision(
    context: Context, caller: Caller, order_id: str, decision_id: str, command: ApplyDecision
) -> OrderSnapshot:
    """Change the item and its subscription once. Raises `DecisionIsNotRecorded`."""
    by = By(caller.actor.label, context.now())
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        decision = await load_decision(connection, order, decision_id)
        _require_as_recorded(decision, command)
        if decision.applied_at is None:
            await mark_applied(connection, decision.id, by.at)
            decision = replace(decision, applied_at=by.at)
            order = order.with_decision(decision)
            changes = _effects(order, decision, by.at)
            order = await save_changes(connection, order, by, changes)
        return await snapshot_of(connection, caller, order, decision)


def _require_as_recorded(decision: Decision, command: ApplyDecision) -> None:
    """A message may not say otherwise than the record, or an item could be active for nothing."""
    other_verdict = command.verdict not in (None, decision.verdict)
    other_documents = command.documents not in (None, decision.documents)
    if other_verdict or other_documents:
        raise DecisionIsNotRecorded(
            "otherwise", verdict=decision.verdict, documents=decision.documents
        )


def _effects(order: Order, decision: Decision, now: datetime) -> list[ItemChange]:
    item = item_of(order, decision.item_id)
    if item.decision is None or item.decision.revision != decision.revision:
        return []  # a later correction is in force
    decided_start = start_in_force(order, decision)
    event = _event(decision.verdict, decided_start, local_date(now, order.policy.time_zone))
    state = next_state(item.state, event)
    if state is None:
        raise AssertionError(f"{event} does not concern {item.state}")
    parts: list[Said | str] = [said("audit.by_decision_of", decided_by=decision.decided_by)]
    if decision.reason:
        parts.append(decision.reason)
    if decided_start != decision.start_on:
        days = {"approved_on": decision.start_on, "start_on": decided_start}
        parts.append(said("audit.starts_as_paid", **days))
    start_on = decided_start or item.start_on
    why = said(
        "audit.applied",
        parts=parts,
        start_on=decided_start,
        previous_start_on=decision.previous_start_on,
        reason=decision.reason,
        documents=decision.documents,
        revision=decision.revision,
    )
    return [ItemChange(item.id, state, start_on, event, why)]


def _event(verdict: Verdict, start_on: date | None, today: date) -> ItemEvent:
    if verdict == "approve":
        later = start_on is not None and start_on > today
        return "approved_for_later" if later else "approved_for_now"
    by_verdict: dict[str, ItemEvent] = {
        "reject": "rejected",
        "cancel": "cancelled",
        "expire": "expired",
    }
    return by_verdict[verdict]
