"""Steps of a decision: its documents, its effect on the service, and what is recorded of it."""

from temporalio import activity

from clients.system.services import SystemServices
from contracts.decisions import DecisionIsNotRecorded, DecisionView
from contracts.payments import IssueCredit, IssueInvoice
from contracts.problems import Problem
from contracts.recording import (
    ApplyDecision,
    ExpiryOutcome,
    OrderProgress,
    RecordAttention,
    RecordOperatorDecision,
    RecordRefusal,
)
from workflows.order.messages import (
    Applied,
    Nothing,
    Recorded,
    StepOnAttention,
    StepOnDecision,
    StepOnItem,
    StepOnOperatorDecision,
    StepOnRefusal,
    Told,
    applied,
)
from workflows.order.steps.snapshots import decided_item, invoice_line, order_id, party_of
from workflows.order.steps.telling import is_told


class DecisionSteps:
    """Decisions come from the orders service's record; a message only says which one."""

    def __init__(self, services: SystemServices) -> None:
        self._services = services

    @activity.defn
    async def issue_invoice(self, step: StepOnDecision) -> None:
        """Invoice an approved request from its start date."""
        snapshot = await self._services.orders.snapshot(order_id())
        item, decision = decided_item(snapshot, step)
        requested = snapshot.order.path == "request"
        if not requested or decision.documents != "invoice" or decision.start_on is None:
            raise _documents_do_not_fit(decision)
        await self._services.payments.issue_invoice(
            IssueInvoice(
                order_id=snapshot.order.id,
                party=party_of(snapshot),
                currency=snapshot.order.currency,
                start_on=decision.start_on,
                line=invoice_line(item),
            )
        )

    @activity.defn
    async def issue_credit(self, step: StepOnDecision) -> None:
        """Credit the unused days before the new start, or all of a rejected or cancelled item; also
        where the record foresees no credit, as money came while an unpaid item was decided.
        Payments credits only what was charged."""
        snapshot = await self._services.orders.snapshot(order_id())
        item, decision = decided_item(snapshot, step)
        approved = decision.verdict == "approve"
        await self._services.payments.issue_credit(
            IssueCredit(
                order_item_id=item.id,
                new_start_on=decision.start_on if approved else None,
                full=not approved,
                revision=decision.revision,
                reason=decision.reason or REASONS[decision.verdict],
                refund_to=decision.refund_to or ("balance" if approved else "card"),
            )
        )

    @activity.defn
    async def apply(self, step: StepOnDecision) -> Applied:
        """Give the item and its subscription their new state, and tell of it."""
        order = order_id()
        carried_out = ApplyDecision(verdict=step.verdict, documents=step.documents)
        progress = await self._services.orders.record_applied(order, step.decision_id, carried_out)
        told = Told(event="decision", reference=step.decision_id)
        told_now = not step.quietly and await is_told(self._services, order, told)
        return applied(progress, told_now)

    @activity.defn
    async def activate(self, step: StepOnItem) -> Applied:
        """Activate a scheduled item if its start date has begun in the partner's time zone."""
        order = order_id()
        progress = await self._services.orders.activate_item(order, step.item_id)
        if progress.items.get(step.item_id) != "approved":
            return applied(progress, told=True)
        told = Told(event="activated", reference=step.item_id)
        told_now = not step.quietly and await is_told(self._services, order, told)
        return applied(progress, told_now)

    @activity.defn
    async def expire(self, _: Nothing) -> ExpiryOutcome:
        """Record an expiry decision for every item that nobody decided."""
        return await self._services.orders.expire(order_id())

    @activity.defn
    async def record_decision(self, step: StepOnOperatorDecision) -> Recorded:
        """Put an operator's decision on record, under the same rules as an admin's."""
        given = step.decision
        command = RecordOperatorDecision(message_id=step.message_id, **given.model_dump())
        try:
            recorded = await self._services.orders.record_operator_decision(order_id(), command)
        except Problem as problem:
            if problem.passes:
                raise
            return Recorded(decision=None, refusal=problem.detail)
        return Recorded(decision=recorded)

    @activity.defn
    async def record_refusal(self, step: StepOnRefusal) -> OrderProgress:
        """Keep a refused message for the audit."""
        command = RecordRefusal(**step.model_dump())
        return await self._services.orders.record_refusal(order_id(), command)

    @activity.defn
    async def read_progress(self, _: Nothing) -> OrderProgress:
        """Where the order stands, and whether a person must look."""
        return await self._services.orders.progress(order_id())

    @activity.defn
    async def record_attention(self, step: StepOnAttention) -> OrderProgress:
        """Flag the order for a person, or note that it was solved."""
        command = RecordAttention(reason=step.reason, solved=step.solved)
        return await self._services.orders.record_attention(order_id(), command)


REASONS = {
    "approve": "The service started later than it was paid for.",
    "reject": "The item was rejected.",
    "cancel": "The customer cancelled the item.",
    "expire": "The order expired.",
}


def _documents_do_not_fit(decision: DecisionView) -> Problem:
    return DecisionIsNotRecorded(
        f"The decision on record is {decision.verdict}; it calls for no invoice."
    )
