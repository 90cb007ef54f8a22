"""Paying upfront: one payment page an attempt, and the truth read again whenever something or some
time has passed. An unknown outcome is waited for, never taken as failed."""

import asyncio
import contextlib
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

from contracts.decisions import ItemState, OrderStatus
from contracts.recording import OrderProgress
from contracts.workflow import PaymentAttempt
from workflows.activities.payments import PaymentSteps
from workflows.case import TO_PAY, OrderCase
from workflows.messages import ClosingReason, StepOnAttempt, Told
from workflows.policies import look_up_after
from workflows.steps import quick, visible

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
        return workflow.now() >= self.due_at

    def allow(self, patience: timedelta) -> None:
        """A new attempt may take longer than the order has left, such as a bank transfer."""
        self.due_at = max(self.due_at, workflow.now() + patience)

    async def next_step(self) -> None:
        """Open what is to be opened, wait for news or the next look-up, and read the truth."""
        if self._opened_attempt < self._case.attempt:
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

    async def close(self, reason: str) -> None:
        """Nothing can be captured after this; what had come already shows in `captured`."""
        if self._closed is None:
            closing = ClosingReason(reason=reason)
            self._closed = await self._case.insist(
                lambda: visible(PaymentSteps.close_payment, closing, "Close the payment page")
            )

    async def _open_page(self) -> None:
        """Put off when a message comes meanwhile, as that may end the paying; opened in the next
        step if it did not."""
        wanted = PaymentAttempt(attempt=self._case.attempt)
        again = f", attempt {wanted.attempt}" if wanted.attempt > 1 else ""
        summary = f"Open the payment page{again}"
        opening = asyncio.create_task(
            self._case.insist(lambda: visible(PaymentSteps.open_payment, wanted, summary))
        )
        self._case.narrate()
        attempt = wanted.attempt
        await workflow.wait_condition(lambda: opening.done() or self._is_interrupted(attempt))
        is_open = opening.done()
        if not is_open:
            opening.cancel()
        with contextlib.suppress(asyncio.CancelledError, ActivityError):
            await opening
        if not is_open:
            return
        self._opened_attempt, self._look_ups, self._settled = wanted.attempt, 0, "unsettled"
        if wanted.attempt > 1 and not self.is_over():
            self._show("waiting_for_payment", "awaiting_payment", payment="open")

    def _is_interrupted(self, attempt: int) -> bool:
        newer = self._case.attempt > attempt
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
        await self.close("The customer switched to a request.")
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
