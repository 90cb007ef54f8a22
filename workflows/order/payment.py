"""Paying upfront: one payment page an attempt, and the truth read again whenever something or some
time has passed. An unknown outcome is waited for, never taken as failed."""

import asyncio
import contextlib
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

from contracts import workflow as names
from contracts.decisions import ItemState, OrderStatus
from contracts.recording import OrderProgress
from contracts.workflow import PaymentAttempt
from workflows.order.case import TO_PAY, OrderCase
from workflows.order.messages import StepOnAttempt, StepOnClosing, StepOnDecision, Told
from workflows.order.steps.payments import PaymentSteps
from workflows.policies import look_up_after
from workflows.steps import StepIsRefused, quick, visible

SHORTEST_WAIT = timedelta(seconds=1)
"""So that nothing that is overdue, and stays so, turns into a busy loop."""

SHOWN = {"captured": "paid", "failed": "failed", "mismatch": "mismatch"}


class PaymentPhase:
    """From the first payment page until the money is captured or given up."""

    def __init__(self, case: OrderCase, patience: timedelta) -> None:
        self._case = case
        self.due_at = workflow.now() + patience
        """When the unpaid order expires."""
        self._opened_attempt = 0
        self._wanted = {1}
        """Attempts that were asked for, the opened one among them."""
        self._look_ups = 0
        self._settled = "unsettled"
        self._closed: bool | None = None
        self.hinted = False
        self.switched = False

    def is_over(self) -> bool:
        return not self._case.awaits(*TO_PAY)

    @property
    def captured(self) -> bool:
        """Whether the customer's money has come."""
        return self._settled == "captured" or bool(self._closed)

    def is_overdue(self) -> bool:
        """Not while a further attempt is wanted, which may have longer."""
        wants_more = max(self._wanted) > max(self._opened_attempt, 1)
        return workflow.now() >= self.due_at and not wants_more

    def want(self, attempt: int) -> None:
        """The customer tries again, says a signal; the record is read before a page is opened."""
        self._wanted.add(attempt)

    async def next_step(self) -> None:
        """Open what is to be opened, wait for news or the next look-up, and read the truth."""
        if self._opened_attempt < max(self._wanted):
            await self._open_page()
        if not await self._news():
            self._look_ups += 1
        if self._opened_attempt and (self._settled == "unsettled" or self.hinted):
            await self.read_settlement()
        if self.switched and not self.is_over():
            await self._switch()

    async def read_settlement(self) -> None:
        """Ask payments for the outcome and record it; nothing changes while it is unknown."""
        self.hinted = False
        # Of the page that exists: payments knows no attempt before its page was asked for.
        case, attempt = self._case, StepOnAttempt(attempt=self._opened_attempt or 1)
        read = await case.insist(
            lambda: quick(PaymentSteps.settle, case.in_turn(attempt), "Read the payment")
        )
        self._settled = read.outcome
        if read.order is None:
            return
        self._case.advance(read.order, payment=SHOWN[read.outcome])
        if not read.order.told:
            told = Told(event="payment", reference=str(attempt.attempt))
            self._case.tell_later(told, "Tell of the payment's outcome")

    async def close(self, decision: StepOnDecision | None = None) -> None:
        """Nothing can be captured after this; what had come already shows in `captured`. Without a
        decision the customer has switched. Raises `StepIsRefused` if that is not on record."""
        if self._closed is None:
            closing = StepOnClosing(decision=decision) if decision else StepOnClosing()
            self._closed = await self._case.insist(
                lambda: visible(PaymentSteps.close_payment, closing, "Close the payment page")
            )

    async def _open_page(self) -> None:
        """Put off when a message comes meanwhile, as that may end the paying; opened in the next
        step if it did not."""
        attempt = max(self._wanted)
        wanted = PaymentAttempt(attempt=attempt)
        again = f", attempt {attempt}" if attempt > 1 else ""
        summary = f"Open the payment page{again}"
        opening = asyncio.create_task(
            self._case.insist(lambda: visible(PaymentSteps.open_payment, wanted, summary))
        )
        self._case.narrate()
        await workflow.wait_condition(lambda: opening.done() or self._is_interrupted(attempt))
        is_open = opening.done()
        if not is_open:
            opening.cancel()
        seconds: int | None = None
        try:
            with contextlib.suppress(asyncio.CancelledError, ActivityError):
                seconds = await opening
        except StepIsRefused as refused:
            self._wanted.discard(attempt)
            self._case.refuse(names.PAY_AGAIN_SIGNAL, refused.reason, wanted.model_dump_json())
            return
        if is_open:
            self._note_open(attempt, seconds)

    def _note_open(self, attempt: int, seconds: int | None) -> None:
        """Some attempts may take longer than the order has left, such as a bank transfer."""
        self._opened_attempt, self._look_ups, self._settled = attempt, 0, "unsettled"
        self._wanted = {wanted for wanted in self._wanted if wanted >= attempt}
        self._case.attempt = attempt
        if seconds:
            self.due_at = max(self.due_at, workflow.now() + timedelta(seconds=seconds))
        if attempt > 1 and not self.is_over():
            self._show("waiting_for_payment", "awaiting_payment", payment="open")

    def _is_interrupted(self, attempt: int) -> bool:
        newer = max(self._wanted) > attempt
        return newer or self.switched or bool(self._case.inbox)

    async def _news(self) -> bool:
        """Whether something came before the next look-up was due; once the attempt has settled
        only the customer, an admin or the time limit changes anything."""
        left = self.due_at - workflow.now()
        pause = min(left, look_up_after(self._look_ups)) if self._settled == "unsettled" else left
        try:
            await workflow.wait_condition(
                self._has_news,
                timeout=max(pause, SHORTEST_WAIT),
                timeout_summary="Look the payment up",
            )
        except TimeoutError:
            return False
        return True

    def _has_news(self) -> bool:
        interrupted = self._is_interrupted(self._opened_attempt)
        return self.hinted or interrupted or self._case.has_attention_news

    async def _switch(self) -> None:
        self.switched = False
        try:
            await self.close()
        except StepIsRefused as refused:
            self._case.refuse(names.SWITCHED_SIGNAL, refused.reason)
            return
        if self._closed:
            await self.read_settlement()  # the money came first, and counts
        else:
            self._show("waiting_for_approval", "awaiting_approval")

    def _show(self, status: OrderStatus, state: ItemState, payment: str | None = None) -> None:
        """What the orders service recorded when the customer asked for it. A flag stays: what the
        customer does next is no answer to it."""
        if self._case.progress.status == "needs_attention" and workflow.patched("flag-stays"):
            status = "needs_attention"
        items = dict.fromkeys(self._case.progress.items, state)
        self._case.advance(OrderProgress(status=status, items=items), payment)
