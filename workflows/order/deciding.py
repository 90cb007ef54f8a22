"""Carrying decisions out, in the one order that never gives a free active service: the documents,
then the state and subscription, then ticket and mail. Each step is idempotent."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from temporalio import workflow

from contracts import workflow as names
from contracts.decisions import Documents
from contracts.recording import OrderProgress
from contracts.said import Said
from contracts.workflow import DecisionMessage
from workflows.operators import shown
from workflows.order.case import OrderCase
from workflows.order.messages import (
    ClaimedDecision,
    DecisionToRecord,
    ItemToStart,
    Moved,
    Notice,
    RefusedMessage,
)
from workflows.order.signals import Entry, FromOperator
from workflows.order.state import Document
from workflows.order.steps.decisions import DecisionSteps
from workflows.raw_signals import Unusable
from workflows.run_step import Activity, StepIsRefused, run_locally_first, run_visibly

ISSUED: dict[Documents, tuple[Document, Activity[Moved | None]]] = {
    "invoice": ("invoice", DecisionSteps.issue_invoice),
    "credit": ("credit_note", DecisionSteps.issue_credit),
    "full_credit": ("credit_note", DecisionSteps.issue_credit),
}
ASK_AGAIN = timedelta(seconds=30)
DocumentsFor = Callable[[ClaimedDecision], Awaitable[Documents]]


async def documents_on_record(claimed: ClaimedDecision) -> Documents:
    """What the decision itself calls for."""
    return claimed.documents


class Deciding:
    """Acts on the inbox and on what falls due."""

    def __init__(self, case: OrderCase, documents_for: DocumentsFor = documents_on_record) -> None:
        self._case = case
        self._documents_for = documents_for

    async def act_on_inbox(self) -> None:
        while not self._case.inbox.is_empty():
            await self._act_on(self._case.inbox.take())

    async def _act_on(self, entry: Entry) -> None:
        if isinstance(entry, DecisionMessage):
            await self._carry_out_once(entry)
        elif isinstance(entry, FromOperator):
            await self._record_and_carry_out(entry)
        else:
            await self._refuse(entry)

    async def _carry_out_once(self, decision: DecisionMessage) -> None:
        inbox, decision_id = self._case.inbox, decision.decision_id
        if inbox.took_effect(decision_id):
            return
        try:
            await self.carry_out(decision)
            inbox.note_effect(decision_id)
        except StepIsRefused as refused:
            inbox.note_refusal(decision_id, refused.reason)
            content = decision.model_dump_json()
            await self._refuse(
                Unusable.kept(decision_id, names.DECIDE_SIGNAL, refused.why, content)
            )

    async def carry_out(self, decision: DecisionMessage) -> None:
        """Raises `StepIsRefused` only for a decision that is not on record like this: each step
        reads that before it does anything."""
        claimed = ClaimedDecision.model_validate(decision.model_dump(exclude_unset=True))
        await self._issue(await self._documents_for(claimed), claimed)
        case = self._case
        applied = await case.attention.until_it_succeeds(
            lambda: run_locally_first(DecisionSteps.apply, case.notices.in_turn(claimed))
        )
        notice = Notice(event="decision", reference=decision.decision_id)
        case.take_over(applied, notice)

    async def _issue(self, documents: Documents, claimed: ClaimedDecision) -> None:
        if documents == "none":
            return
        document, step = ISSUED[documents]
        moved = await self._case.attention.until_it_succeeds(lambda: run_visibly(step, claimed))
        self._case.state.note_moved(document, moved, claimed.decision_id)

    async def _record_and_carry_out(self, entry: FromOperator) -> None:
        wanted = DecisionToRecord(message_id=entry.message_id, decision=entry.decision)
        recorded = await self._case.attention.until_it_succeeds(
            lambda: run_locally_first(DecisionSteps.record_decision, wanted)
        )
        if isinstance(recorded.decision, Said):
            why, content = recorded.decision, entry.decision.model_dump_json()
            await self._refuse(Unusable.kept(entry.message_id, names.DECIDE_SIGNAL, why, content))
        else:
            decision = DecisionMessage.model_validate(recorded.decision.model_dump())
            await self._carry_out_once(decision)

    async def _refuse(self, message: Unusable) -> None:
        if progress := await self._record_refusal(message):
            self._case.state.advance(progress)

    async def refuse_cancellation(self, request: Unusable) -> None:
        """Note that somebody asked Temporal to cancel the workflow. It runs beside the story, so
        where the order stands is not for it to say."""
        self._case.state.note_cancellation()
        await self._record_refusal(request)

    async def _record_refusal(self, message: Unusable) -> OrderProgress | None:
        workflow.logger.warning("A message was refused: %s", shown(message.why))
        refused_message = RefusedMessage(
            message_id=message.message_id,
            message=message.name,
            reason=message.why,
            content=message.content,
        )
        step = DecisionSteps.record_refusal
        try:
            return await run_locally_first(step, refused_message)
        except StepIsRefused as refused:  # a message that cannot even be noted stops no order
            workflow.logger.error("A refusal could not be recorded: %s", refused.reason)
            return None

    async def expire(self) -> None:
        """Record expiry for what is still undecided; an admin who was first has won."""
        outcome = await self._case.attention.until_it_succeeds(
            lambda: run_locally_first(DecisionSteps.expire)
        )
        for decision in outcome.decisions:
            self._case.inbox.put(DecisionMessage.model_validate(decision.model_dump()))

    def start_of(self, item_id: str) -> datetime | None:
        """When a scheduled item starts; None for one that is not scheduled."""
        return self._case.state.progress.activate_at.get(item_id)

    def next_start(self) -> datetime | None:
        """When the next scheduled item starts."""
        return min(self._case.state.progress.activate_at.values(), default=None)

    async def start_what_is_due(self) -> None:
        """Activate the scheduled items whose start date has begun."""
        starts = self._case.state.progress.activate_at
        due = [item_id for item_id, at in starts.items() if at <= workflow.now()]
        for item_id in due:
            await self.start_item(item_id)

    async def start_item(self, item_id: str) -> None:
        """Activate one item if orders finds it due; else orders says anew when it will be."""
        case, item = self._case, ItemToStart(item_id=item_id)
        applied = await case.attention.until_it_succeeds(
            lambda: run_locally_first(
                DecisionSteps.start_scheduled_item, case.notices.in_turn(item)
            )
        )
        if item_id in applied.activate_at:
            # Not yet, says a clock that may be behind ours: ask again, but not in a busy loop.
            soonest = workflow.now() + ASK_AGAIN
            applied.activate_at[item_id] = max(applied.activate_at[item_id], soonest)
        notice = Notice(event="activated", reference=item_id)
        case.take_over(applied, notice)
