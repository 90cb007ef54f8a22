"""Notifying people of one event of an order, put together from what is on record."""

from datetime import date, datetime

from temporalio import activity

from billing.days import local_date
from clients.pages import all_of
from clients.payments import PaymentsClient
from clients.system.notified import notification_of
from clients.system.services import SystemServices
from contracts.credits import CreditNoteView
from contracts.decisions import OPEN_FOR_DECISION, DecisionIsNotRecorded, DecisionView, OrderPath
from contracts.notifications import (
    MOST_EVENTS,
    Event,
    MailedDocument,
    Notify,
    event_of_decision,
)
from contracts.orders import OrderItemView
from contracts.payments import InvoiceView, PaymentIntentView
from contracts.problems import Problem
from contracts.recording import Deadline, OrderSnapshot
from contracts.said import Said, Told
from workflows.order.messages import Notice, PassedDeadline
from workflows.order.steps.snapshots import order_id

Intent = PaymentIntentView | None
"""The one that a payment's notice tells of, where the step has it."""
PAYMENT_EVENTS: dict[str, Event] = {
    "captured": "payment_succeeded",
    "mismatch": "attention_needed",
}
DEADLINE_EVENTS: dict[Deadline, Event] = {
    "reminder": "approval_reminder",
    "escalation": "approval_escalated",
    "warning": "expiry_warning",
}

MOST_SUPPLEMENTS = MOST_EVENTS - 1
"""The newest, beside the decision itself; earlier corrections told of earlier ones."""


class NotificationSteps:
    """Notices that the step they belong to could not send."""

    def __init__(self, services: SystemServices) -> None:
        self._services = services

    @activity.defn
    async def notify(self, notice: Notice) -> None:
        """Of one event; the notifications service does it once however often it is asked."""
        decision_id = notice.reference if notice.event == "decision" else None
        snapshot = await self._services.orders.snapshot(order_id(), decision_id)
        await _notify_of(self._services, notice, snapshot)


async def try_to_notify(
    services: SystemServices, notice: Notice, snapshot: OrderSnapshot, intent: Intent = None
) -> bool:
    """Try once, with what the step has just read and recorded; False leaves it to a step of its
    own, so that nothing waits for mail."""
    try:
        await _notify_of(services, notice, snapshot, intent)
    except Problem as problem:
        activity.logger.warning("A notification has to wait: %s", problem)
        return False
    return True


async def _notify_of(
    services: SystemServices, notice: Notice, snapshot: OrderSnapshot, intent: Intent = None
) -> None:
    """Send every notification that belongs to the event."""
    items, reference = snapshot.order.items, notice.reference
    if notice.event == "received":
        events = [notification_of(snapshot, "order_received", items)]
    elif notice.event == "payment":
        intent = intent or await services.payments.look_up(snapshot.order.id, int(reference))
        events = [_payment_notification(snapshot, intent, reference)]
    elif notice.event == "activated":
        started = [item for item in items if item.id == reference]
        events = [notification_of(snapshot, "item_activated", started, reference)]
    elif notice.deadline:
        events = _deadline_notifications(snapshot, notice.deadline)
    else:
        events = await _decision_notifications(services, snapshot)
    if events:
        await services.notifications.notify(*events)


def _payment_notification(
    snapshot: OrderSnapshot, intent: PaymentIntentView, attempt: str
) -> Notify:
    event = PAYMENT_EVENTS.get(intent.state, "payment_failed")
    facts: dict[str, object] = {
        "amount_minor": intent.amount_minor,
        "reason": _why(intent.failure, event) if intent.failure else None,
        "start_on": intent.paid_on,
    }
    if intent.state == "captured":
        facts |= {"document": MailedDocument(kind="invoice", id=intent.invoice_id)}
    return notification_of(snapshot, event, snapshot.order.items, attempt).model_copy(update=facts)


def _why(failure: Told, event: Event) -> Said | str:
    """Customers read it in their own language."""
    if event != "payment_failed":
        return failure.text
    return Said(code=failure.code, facts=failure.facts)


def _deadline_notifications(snapshot: OrderSnapshot, passed: PassedDeadline) -> list[Notify]:
    """Of what is undecided still: nobody is bothered with what was decided meanwhile."""
    items = [item for item in snapshot.order.items if not item.decision]
    waiting = [item for item in items if item.state in OPEN_FOR_DECISION]
    if not waiting:
        return []
    policy = snapshot.order.policy
    told = notification_of(snapshot, DEADLINE_EVENTS[passed.deadline], waiting)

    def day(at: datetime | None) -> date | None:
        return at and local_date(at, policy.time_zone)

    facts: dict[str, object] = {
        "total_minor": sum(line.gross_minor for line in told.lines),
        "since_on": day(passed.since),
        "escalates_on": day(passed.escalates_at),
        "expires_on": day(passed.expires_at),
    }
    if passed.deadline == "escalation":
        facts |= policy.model_dump(include={"escalation_priority", "escalation_group"})
    return [told.model_copy(update=facts)]


async def _decision_notifications(
    services: SystemServices, snapshot: OrderSnapshot
) -> list[Notify]:
    """Not only of the decision in force: one that was corrected meanwhile has happened all the
    same."""
    order, decision = snapshot.order, snapshot.decision
    if decision is None:
        raise DecisionIsNotRecorded("missing")
    item = next(item for item in order.items if item.id == decision.item_id)
    verdict = notification_of(snapshot, _event_of(item, decision), [item], decision.id)
    closes = not any(i.state in OPEN_FOR_DECISION for i in order.items)
    facts = {
        "start_on": _start_of(item, decision),
        "reason": decision.reason,
        "closes_ticket": closes,
        **_invoice_of(snapshot, item, decision),
    }
    notifications = [verdict.model_copy(update=facts)]
    if not may_be_credited(order.path, decision):
        return notifications
    note = await find_credit_note(services.payments, order.id, item.id, decision.revision)
    if note:
        credited = notification_of(snapshot, "credit_note_issued", [item], decision.id)
        # Before the closing message, so that a ticket's last word is that it is resolved.
        notifications.insert(0, credited.model_copy(update=_credit_facts(note)))
    elif decision.verdict == "approve" and decision.revision > 1:
        notifications[:0] = await _supplements(services.payments, snapshot, item)
    return notifications


async def _supplements(
    payments: PaymentsClient, snapshot: OrderSnapshot, item: OrderItemView
) -> list[Notify]:
    """Of all invoices for days of the item that were credited before: each is told of once, by its
    own id, whichever correction comes upon it."""
    found = [
        invoice
        async for invoice in all_of(
            lambda cursor: payments.invoices(order_id=snapshot.order.id, cursor=cursor, limit=200)
        )
        if any((i.order_item_id, i.kind) == (item.id, "supplement") for i in invoice.items)
    ]
    return [_supplement(snapshot, item, invoice) for invoice in found[:MOST_SUPPLEMENTS][::-1]]


def _supplement(snapshot: OrderSnapshot, item: OrderItemView, invoice: InvoiceView) -> Notify:
    document = MailedDocument(kind="invoice", id=invoice.id, number=invoice.number)
    told = notification_of(snapshot, "supplement_issued", [item], invoice.id)
    facts = {"document": document, "amount_minor": invoice.amount.gross_minor}
    return told.model_copy(update={**facts, "due_on": invoice.due_on})


def may_be_credited(path: OrderPath, decision: DecisionView) -> bool:
    """Whatever was paid by the time of a decision may have been, also where its record foresees
    no credit; an approval that calls for no documents, or invoices a request, credits nothing."""
    if decision.verdict != "approve":
        return True
    invoiced = decision.documents == "invoice" and path == "request"
    return decision.documents != "none" and not invoiced


def _start_of(item: OrderItemView, decision: DecisionView) -> date | None:
    """Of the decision in force the item says it: money that came with it may have changed it."""
    in_force = item.decision is not None and item.decision.id == decision.id
    return item.start_on if in_force and decision.start_on else decision.start_on


def _event_of(item: OrderItemView, decision: DecisionView) -> Event:
    is_correction, is_scheduled = decision.revision > 1, item.state == "scheduled"
    return event_of_decision(
        decision.verdict, is_correction=is_correction, is_scheduled=is_scheduled
    )


def _invoice_of(
    snapshot: OrderSnapshot, item: OrderItemView, decision: DecisionView
) -> dict[str, object]:
    """Of a request that was approved with it, and how long it may take to be paid; a correction's
    documents have mails of their own."""
    if decision.documents != "invoice" or decision.revision > 1:
        return {}
    invoice = MailedDocument(kind="invoice", order_item_id=decision.item_id)
    charged_minor = item.line.period.gross_minor + item.line.fee.gross_minor
    term_days = snapshot.order.policy.payment_term_days if charged_minor else None
    return {"document": invoice, "payment_term_days": term_days}


async def find_credit_note(
    payments: PaymentsClient, order: str, item: str, revision: int
) -> CreditNoteView | None:
    """The one that a decision of an item led to, however many the order has."""
    async for note in all_of(
        lambda cursor: payments.credit_notes(order_id=order, cursor=cursor, limit=200)
    ):
        if (note.order_item_id, note.revision) == (item, revision):
            return note
    return None


def _credit_facts(note: CreditNoteView) -> dict[str, object]:
    return {
        "document": MailedDocument(kind="credit_note", id=note.id, number=note.number),
        "amount_minor": note.amount.gross_minor,
        "unused_day_count": note.unused_day_count,
        "reason": note.reason,
    }
