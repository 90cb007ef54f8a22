"""OrderWorkflow: the order of an order's steps and nothing else.

No price, date rule or text is worked out here: services do that behind activities, so that a
changed rule needs no workflow patch. Handlers only note what came; `run` alone acts on it, one
message after the other.
"""

import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from contracts import workflow as names
    from contracts.decisions import Documents, OrderStatus
    from contracts.recording import OrderProgress
    from contracts.said import Said, said
    from contracts.workflow import DecisionMessage, OrderTerms, PaymentAttempt, TakenUp
    from workflows.cancelling import in_spite_of_cancellation
    from workflows.operators import shown
    from workflows.order.case import OrderCase
    from workflows.order.deadlines import Deadlines
    from workflows.order.deciding import Deciding
    from workflows.order.messages import ClaimedDecision, Notice
    from workflows.order.narration import ALL_ITEMS
    from workflows.order.payment import PaymentPhase
    from workflows.order.signals import read_attempt, read_decision
    from workflows.policies import SHORTEST_WAIT
    from workflows.raw_signals import EMPTY

FIRST_PROGRESS = {
    "upfront": OrderProgress(status="waiting_for_payment", items={ALL_ITEMS: "awaiting_payment"}),
    "request": OrderProgress(status="waiting_for_approval", items={ALL_ITEMS: "awaiting_approval"}),
}


@workflow.defn(name=names.ORDER_WORKFLOW)
class OrderWorkflow:
    """One order, from placing until every item is active, rejected, cancelled or expired."""

    @workflow.init
    def __init__(self, order: OrderTerms) -> None:
        within = timedelta(seconds=order.escalation_seconds)
        self._case = OrderCase(FIRST_PROGRESS[order.path], order.titles, within)
        self._payment = PaymentPhase(self._case, timedelta(seconds=order.payment_seconds))
        self._deciding = Deciding(self._case, self._documents_for)
        self._deadlines = Deadlines(self._case, order, self._deciding.expire)

    @workflow.run
    async def run(self, order: OrderTerms) -> OrderStatus:
        """The answer is the order's final status."""
        refuse = self._deciding.refuse_cancellation
        return await in_spite_of_cancellation("order", self._story(order), refuse)

    async def _story(self, order: OrderTerms) -> OrderStatus:
        if order.taken_up:
            await self._take_up(order, order.taken_up)
        if order.path == "upfront":
            await self._collect_payment()
        if self._case.state.awaits("awaiting_approval"):
            await self._case.notices.send(Notice(event="received"))
        while self._case.is_unfinished():
            await self._wait_for_news()
            await self._deciding.act_on_inbox()
            await self._case.attention.act_on_news()
            await self._act_on_time()
        return self._case.state.progress.status

    async def _take_up(self, order: OrderTerms, known: TakenUp) -> None:
        """Where the workflow before this one had come, which ended before the order was done. Its
        time limits run on."""
        self._case.state.take_up(known.waiting_since)
        await self._case.attention.read()
        if order.path == "upfront":
            due_at = known.payment_due_at
            self._payment.take_up(known.payment_attempt, due_at, is_paid=known.is_paid)
        elif known.payment_attempt:  # a request since the customer gave up paying
            await self._payment.give_up(known.payment_attempt)
        for decision in known.decisions:
            self._case.inbox.put(decision)

    async def _collect_payment(self) -> None:
        while not self._payment.is_over():
            await self._payment.next_step()
            if self._payment.is_overdue() and not self._payment.is_over():
                await self._deciding.expire()
                # If somebody's decision was first, it is on its way.
                self._payment.wait_longer(timedelta(days=1))
            await self._deciding.act_on_inbox()
            await self._case.attention.act_on_news()

    async def _wait_for_news(self) -> None:
        """Until a message came, something falls due, or the order is finished."""
        self._case.state.narrate()
        due, what = self._next_due()
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                self._has_news,
                timeout=max(due - workflow.now(), SHORTEST_WAIT) if due else None,
                timeout_summary=shown(said("timer.due", due=what)) if what else None,
            )

    def _has_news(self) -> bool:
        return self._case.has_news() or not self._case.is_unfinished()

    def _next_due(self) -> tuple[datetime | None, str | None]:
        start = self._deciding.next_start()
        falls_due = [self._deadlines.next(), (start, "start") if start else None]
        return min((due for due in falls_due if due), default=(None, None))

    async def _act_on_time(self) -> None:
        await self._deciding.start_what_is_due()
        await self._deadlines.act_on_time()

    async def _documents_for(self, decision: ClaimedDecision) -> Documents:
        """A decision on an unpaid order closes the payment first, so that nobody can pay what is
        decided (an approval overtakes the switch to a request now and then). Money that came all
        the same is given back in full, or counts for what was approved."""
        if not self._payment.is_over():
            await self._payment.close(decision)
        if not self._payment.captured:
            return decision.documents
        if decision.verdict != "approve":
            return "full_credit"
        return "credit" if decision.documents == "invoice" else decision.documents

    # What comes from outside. Early, twice or late: all is safe.

    @workflow.signal(name=names.PAYMENT_ATTEMPTED_SIGNAL)
    def payment_attempted(self, message: RawValue = EMPTY) -> None:
        """A hint that the customer tries again: which attempts there are is read from orders."""
        read = read_attempt(str(workflow.uuid4()), names.PAYMENT_ATTEMPTED_SIGNAL, message)
        if isinstance(read, PaymentAttempt):
            self._payment.want(read.attempt)
        else:
            self._case.inbox.put(read)

    @workflow.signal(name=names.PAYMENT_SETTLED_SIGNAL)
    def payment_settled(self) -> None:
        """A hint only: the outcome is read from payments, so that a forged one changes nothing."""
        self._payment.hear_of_settlement()

    @workflow.signal(name=names.SWITCHED_TO_REQUEST_SIGNAL)
    def switched_to_request(self) -> None:
        """A hint that the customer asks for approval instead: whether it is so, orders says."""
        self._payment.hear_of_switch()

    @workflow.update(name=names.DECIDE_UPDATE)
    async def apply_decision(self, decision: DecisionMessage) -> None:
        """A decision on record; answers once its effects are applied."""
        await self._case.inbox.put_and_wait(decision)

    @apply_decision.validator
    def _may_come(self, decision: DecisionMessage) -> None:
        """Whatever can be read: whether it is on record, the steps ask. With a validator the worker
        rejects what cannot be read, and nothing of it stays in the history."""

    @workflow.signal(name=names.DECIDE_SIGNAL)
    def decide(self, message: RawValue = EMPTY) -> None:
        """The same without waiting, or an operator's own decision from the Temporal UI or CLI:
        `{"item_id": …, "verdict": "approve", "start_on": "2023-01-14", "by": "ada"}`."""
        message_id = str(workflow.uuid4())
        self._case.inbox.put(read_decision(message_id, names.DECIDE_SIGNAL, message))

    @workflow.signal(name=names.RETRY_SIGNAL)
    def retry(self) -> None:
        """An operator solved what needed attention: try the refused step again."""
        self._case.attention.solve()

    @workflow.signal(name=names.ATTENTION_CHANGED_SIGNAL)
    def attention_changed(self) -> None:
        """A hint only: whether a person must look is read from orders."""
        self._case.attention.hint()

    @workflow.signal(dynamic=True)
    def unknown_signal(self, name: str, messages: Sequence[RawValue]) -> None:
        """Refused and recorded, never failing the order."""
        content = messages[0].payload.data.decode(errors="replace") if messages else ""
        self.refuse_signal(name, said("message.unknown"), content)

    def refuse_signal(self, name: str, why: Said, content: str) -> None:
        """Keep for the audit what cannot be handled."""
        self._case.inbox.put_unfounded(name, why, content)
