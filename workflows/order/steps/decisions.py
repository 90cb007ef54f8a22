"""Steps of a decision: its documents, its effect on the service, and what is recorded of it."""

from temporalio import activity

from clients.system.services import SystemServices
from contracts.credits import IssueCredit
from contracts.decisions import DecisionIsNotRecorded, DecisionView
from contracts.payments import IssueInvoice
from contracts.problems import Problem
from contracts.recording import (
    ApplyDecision,
    ExpiryOutcome,
    OrderProgress,
    RecordAttention,
    RecordOperatorDecision,
    RecordRefusal,
)
from contracts.said import said
from wording.refusals import said_of
from wording.telling import money
from workflows.order.messages import (
    Applied,
    ClaimedDecision,
    DecisionToRecord,
    ItemToStart,
    Moved,
    Notice,
    Recorded,
    RefusedMessage,
    applied,
)
from workflows.order.steps.notifications import try_to_notify
from workflows.order.steps.snapshots import decided_item, invoice_line, order_id, party_of


class DecisionSteps:
    """Decisions come from the orders service's record; a message only says which one."""

    def __init__(self, services: SystemServices) -> None:
        self._services = services

    @activity.defn
    async def issue_invoice(self, step: ClaimedDecision) -> Moved:
        """Invoice an approved request from its start date; what it comes to."""
        snapshot = await self._services.orders.snapshot(order_id())
        item, decision = decided_item(snapshot, step)
        requested = snapshot.order.path == "request"
        if not requested or decision.documents != "invoice" or decision.start_on is None:
            raise _documents_do_not_fit(decision)
        invoice = await self._services.payments.issue_invoice(
            IssueInvoice(
                order_id=snapshot.order.id,
                party=party_of(snapshot),
                currency=snapshot.order.currency,
                start_on=decision.start_on,
                line=invoice_line(item),
            )
        )
        return money(invoice.amount.gross_minor, invoice.currency)

    @activity.defn
    async def issue_credit(self, step: ClaimedDecision) -> Moved | None:
        """Credit the unused days before the new start, or all of a rejected or cancelled item; also
        where the record foresees no credit, as money came while an unpaid item was decided.
        Payments credits only what was charged; the answer is how much, if anything."""
        snapshot = await self._services.orders.snapshot(order_id())
        item, decision = decided_item(snapshot, step)
        approved = decision.verdict == "approve"
        outcome = await self._services.payments.issue_credit(
            IssueCredit(
                order_item_id=item.id,
                new_start_on=decision.start_on if approved else None,
                full=not approved,
                revision=decision.revision,
                reason=said("credit_note.reason", verdict=decision.verdict, note=decision.reason),
                refund_to=decision.refund_to or ("balance" if approved else "card"),
            )
        )
        note = outcome.credit_note
        return money(note.amount.gross_minor, note.currency) if note else None

    @activity.defn
    async def apply(self, step: ClaimedDecision) -> Applied:
        """Give the item and its subscription their new state, and notify of it."""
        carried_out = ApplyDecision(verdict=step.verdict, documents=step.documents)
        orders, decision_id = self._services.orders, step.decision_id
        snapshot = await orders.record_applied(order_id(), decision_id, carried_out)
        notice = Notice(event="decision", reference=decision_id)
        done = not step.without_notice and await try_to_notify(self._services, notice, snapshot)
        return applied(snapshot.progress, notified=done)

    @activity.defn
    async def start_scheduled_item(self, item: ItemToStart) -> Applied:
        """Activate a scheduled item if its start date has begun in the partner's time zone."""
        snapshot = await self._services.orders.start_scheduled_item(order_id(), item.item_id)
        if snapshot.progress.items.get(item.item_id) != "approved":
            return applied(snapshot.progress, notified=True)
        notice = Notice(event="activated", reference=item.item_id)
        done = not item.without_notice and await try_to_notify(self._services, notice, snapshot)
        return applied(snapshot.progress, notified=done)

    @activity.defn
    async def expire(self) -> ExpiryOutcome:
        """Record an expiry decision for every item that nobody decided."""
        return await self._services.orders.expire(order_id())

    @activity.defn
    async def record_decision(self, wanted: DecisionToRecord) -> Recorded:
        """Put an operator's decision on record, under the same rules as an admin's."""
        given = wanted.decision
        command = RecordOperatorDecision(message_id=wanted.message_id, **given.model_dump())
        try:
            recorded = await self._services.orders.record_operator_decision(order_id(), command)
        except Problem as problem:
            if problem.passes:
                raise
            return Recorded(decision=said_of(problem))
        return Recorded(decision=recorded)

    @activity.defn
    async def record_refusal(self, message: RefusedMessage) -> OrderProgress:
        """Keep a refused message for the audit."""
        command = RecordRefusal(**message.model_dump())
        return await self._services.orders.record_refusal(order_id(), command)

    @activity.defn
    async def read_progress(self) -> OrderProgress:
        """Where the order stands, and whether a person must look."""
        return (await self._services.orders.snapshot(order_id())).progress

    @activity.defn
    async def record_attention(self, note: RecordAttention) -> OrderProgress:
        """Flag the order for a person, or note that it was solved."""
        return await self._services.orders.record_attention(order_id(), note)


def _documents_do_not_fit(decision: DecisionView) -> Problem:
    return DecisionIsNotRecorded("no_invoice", verdict=decision.verdict)
