"""Carrying decisions out, in the one order that never gives a free active service: the documents,
then the state and subscription, then ticket and mail. Each step is idempotent."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from temporalio import workflow

from contracts import workflow as names
from contracts.decisions import Documents
from contracts.workflow import DecisionMessage
from workflows.order.case import OrderCase
from workflows.order.inbox import Entry, FromOperator, Unusable
from workflows.order.messages import (
    Nothing,
    StepOnDecision,
    StepOnItem,
    StepOnOperatorDecision,
    StepOnRefusal,
    Told,
)
from workflows.order.steps.decisions import DecisionSteps
from workflows.steps import StepIsRefused, quick, visible

ASK_AGAIN = timedelta(seconds=30)
DocumentsFor = Callable[[StepOnDecision], Awaitable[Documents]]


async def documents_on_record(step: StepOnDecision) -> Documents:
    """What the decision itself calls for."""
    return step.documents


class Deciding:
    """Acts on the inbox and on what falls due."""

    def __init__(self, case: OrderCase, documents_for: DocumentsFor = documents_on_record) -> None:
        self._case = case
        self._documents_for = documents_for

    async def act_on_inbox(self) -> None:
        while self._case.inbox:
            await self._act_on(self._case.inbox.popleft())

    async def _act_on(self, entry: Entry) -> None:
        if isinstance(entry, DecisionMessage):
            await self._carry_out_once(entry)
        elif isinstance(entry, FromOperator):
            await self._record_and_carry_out(entry)
        else:
            await self._refuse(entry)

    async def _carry_out_once(self, decision: DecisionMessage) -> None:
        answers = self._case.answers
        if answers.get(decision.decision_id, "not yet") is None:
            return  # what was refused may have been a forgery of what comes now
        try:
            await self.carry_out(decision)
            answers[decision.decision_id] = None
        except StepIsRefused as refused:
            answers[decision.decision_id] = refused.reason
            content = decision.model_dump_json()
            await self._refuse(
                Unusable.kept(decision.decision_id, names.DECIDE_SIGNAL, refused.reason, content)
            )

    async def carry_out(self, decision: DecisionMessage) -> None:
        """Raises `StepIsRefused` only for a decision that is not on record like this: each step
        reads that before it does anything."""
        case = self._case
        step = StepOnDecision.model_validate(decision.model_dump(exclude_unset=True))
        documents = await self._documents_for(step)
        if documents == "invoice":
            summary = "Invoice the approved item from its start date"
            await case.insist(lambda: visible(DecisionSteps.issue_invoice, step, summary))
        elif documents != "none":
            summary = "Credit the item" if documents == "credit" else "Credit the item in full"
            await case.insist(lambda: visible(DecisionSteps.issue_credit, step, summary))
        applied = await case.insist(
            lambda: quick(DecisionSteps.apply, case.in_turn(step), "Apply the decision")
        )
        case.advance(applied)
        if not applied.told:
            told = Told(event="decision", reference=decision.decision_id)
            case.tell_later(told, "Tell of the decision")

    async def _record_and_carry_out(self, entry: FromOperator) -> None:
        step = StepOnOperatorDecision(message_id=entry.message_id, decision=entry.decision)
        recorded = await self._case.insist(
            lambda: quick(DecisionSteps.record_decision, step, "Record the operator's decision")
        )
        if recorded.decision:
            decision = DecisionMessage.model_validate(recorded.decision.model_dump())
            await self._carry_out_once(decision)
            return
        reason, content = recorded.refusal or "refused", entry.decision.model_dump_json()
        await self._refuse(Unusable.kept(entry.message_id, names.DECIDE_SIGNAL, reason, content))

    async def _refuse(self, message: Unusable) -> None:
        workflow.logger.warning("A message was refused: %s", message.reason)
        step = StepOnRefusal(
            message_id=message.message_id,
            message=message.name,
            reason=message.reason,
            content=message.content,
        )
        summary = f"Refuse a message: {message.name}"[:100]
        try:
            self._case.advance(await quick(DecisionSteps.record_refusal, step, summary))
        except StepIsRefused as refused:  # a message that cannot even be noted stops no order
            workflow.logger.error("A refusal could not be recorded: %s", refused.reason)

    async def expire(self) -> None:
        """Record expiry for what is still undecided; an admin who was first has won."""
        outcome = await self._case.insist(
            lambda: quick(DecisionSteps.expire, Nothing(), "Expire what nobody decided")
        )
        self._case.inbox.extend(
            DecisionMessage.model_validate(decision.model_dump()) for decision in outcome.decisions
        )

    def next_activation(self) -> datetime | None:
        """When the next scheduled item starts."""
        return min(self._case.progress.activate_at.values(), default=None)

    async def activate_due(self) -> None:
        """Activate the scheduled items whose start date has begun."""
        due = [i for i, at in self._case.progress.activate_at.items() if at <= workflow.now()]
        for item_id in due:
            await self.activate(item_id)

    async def activate(self, item_id: str) -> None:
        """Activate one item if orders finds it due; else it tells anew when it will be."""
        case, step = self._case, StepOnItem(item_id=item_id)
        summary = "Activate the service"
        applied = await case.insist(
            lambda: quick(DecisionSteps.activate, case.in_turn(step), summary)
        )
        if item_id in applied.activate_at:
            # Not yet, says a clock that may be behind ours: ask again, but not in a busy loop.
            soonest = workflow.now() + ASK_AGAIN
            applied.activate_at[item_id] = max(applied.activate_at[item_id], soonest)
        self._case.advance(applied)
        if not applied.told:
            told = Told(event="activated", reference=item_id)
            self._case.tell_later(told, "Tell that the service is active")
