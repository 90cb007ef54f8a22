"""Paying upfront: one payment page an attempt, and what payments says read again whenever something
or some time has passed. An unknown outcome is waited for, never taken as failed."""

import asyncio
import contextlib
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

from contracts import workflow as names
from contracts.decisions import AWAITS_PAYMENT, ItemState, OrderStatus
from contracts.recording import OrderProgress
from contracts.said import said
from contracts.workflow import PaymentAttempt
from workflows.operators import shown
from workflows.order.case import OrderCase
from workflows.order.messages import AttemptToSettle, ClaimedDecision, Notice, ReasonToClose
from workflows.order.steps.payments import PaymentSteps
from workflows.policies import SHORTEST_WAIT, look_up_after
from workflows.run_step import StepIsRefused, run_locally_first, run_visibly

SHOWN = {"captured": "paid", "failed": "failed", "mismatch": "mismatch"}


class PaymentPhase:
    """From the first payment page until the money is captured or given up."""

    def __init__(self, case: OrderCase, patience: timedelta) -> None:
        self._case = case
        self._due_at = workflow.now() + patience
        """When the unpaid order expires."""
        self._opened_attempt = self._reckoned_attempt = 0
        self._wanted = {1}
        """Attempts that were asked for, the opened one among them."""
        self._look_ups = 0
        self._settled = "unsettled"
        self._closed: bool | None = None
        self._is_hinted = False
        self._is_switched = False

    def take_up(self, attempt: int, due_at: datetime | None, *, is_paid: bool) -> None:
        """Where another workflow of the order had come. What this attempt has longer than usual is
        in `due_at`, when the order expires."""
        self._wanted = {attempt}
        if due_at is not None:
            self._due_at, self._reckoned_attempt = due_at, attempt
        if is_paid:
            self._settled = "captured"

    def is_over(self) -> bool:
        return not self._case.state.awaits(*AWAITS_PAYMENT)

    @property
    def captured(self) -> bool:
        """Whether the customer's money has come."""
        return self._settled == "captured" or bool(self._closed)

    def is_overdue(self) -> bool:
        """Not while a further attempt is wanted, which may have longer."""
        wants_more = max(self._wanted) > max(self._opened_attempt, 1)
        return workflow.now() >= self._due_at and not wants_more

    def want(self, attempt: int) -> None:
        """The customer tries again, says a signal; the record is read before a page is opened."""
        self._wanted.add(attempt)

    def hear_of_settlement(self) -> None:
        """The newest attempt has settled, says a signal; payments says whether and how."""
        self._is_hinted = True

    def hear_of_switch(self) -> None:
        """The customer asks for approval instead, says a signal; orders says whether it is so."""
        self._is_switched = True

    def wait_longer(self, duration: timedelta) -> None:
        """Put the expiry off."""
        self._due_at += duration

    async def next_step(self) -> None:
        """Open what is to be opened, wait for news or the next look-up, and read the outcome."""
        if self._opened_attempt < max(self._wanted):
            await self._open_page()
        if not await self._news():
            self._look_ups += 1
        if self._opened_attempt and (self._settled == "unsettled" or self._is_hinted):
            await self.read_settlement()
        if self._is_switched and not self.is_over():
            await self._switch()

    async def read_settlement(self) -> None:
        """Ask payments for the outcome and record it; nothing changes while it is unknown."""
        self._is_hinted = False
        # Of the page that exists: payments knows no attempt before its page was asked for.
        case, attempt = self._case, AttemptToSettle(attempt=self._opened_attempt or 1)
        read = await case.attention.until_it_succeeds(
            lambda: run_locally_first(PaymentSteps.settle, case.notices.in_turn(attempt))
        )
        self._settled = read.outcome
        if read.order is None:
            return
        notice = Notice(event="payment", reference=str(attempt.attempt))
        case.take_over(read.order, notice, SHOWN[read.outcome])
        case.state.note_moved("payment", read.paid)

    async def close(self, decision: ClaimedDecision | None = None) -> None:
        """Nothing can be captured after this; what had come already shows in `captured`. Without a
        decision the customer has switched. Raises `StepIsRefused` if that is not on record."""
        if self._closed is None:
            closing = ReasonToClose(decision=decision) if decision else ReasonToClose()
            self._closed = await self._case.attention.until_it_succeeds(
                lambda: run_visibly(PaymentSteps.close_payment, closing)
            )

    async def give_up(self, attempt: int) -> None:
        """The customer switched before this workflow began. Money that came first counts, also
        where it is on record already: then there is no switch any more."""
        self._opened_attempt = attempt
        with contextlib.suppress(StepIsRefused):
            await self.close()
        if self._closed is not False:
            await self.read_settlement()

    async def _open_page(self) -> None:
        """Put off when a message comes meanwhile, as that may end the paying; opened in the next
        step if it did not."""
        attempt = max(self._wanted)
        wanted = PaymentAttempt(attempt=attempt)
        opening = asyncio.create_task(
            self._case.attention.until_it_succeeds(
                lambda: run_visibly(PaymentSteps.open_payment, wanted)
            )
        )
        self._case.state.narrate()
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
            content = wanted.model_dump_json()
            self._case.inbox.put_unfounded(names.PAYMENT_ATTEMPTED_SIGNAL, refused.why, content)
            return
        if is_open:
            self._note_open(attempt, seconds)

    def _note_open(self, attempt: int, seconds: int | None) -> None:
        """Some attempts may take longer than the order has left, such as a bank transfer."""
        self._opened_attempt, self._look_ups, self._settled = attempt, 0, "unsettled"
        self._wanted = {wanted for wanted in self._wanted if wanted >= attempt}
        self._case.state.note_attempt(attempt)
        if seconds and attempt != self._reckoned_attempt:
            self._due_at = max(self._due_at, workflow.now() + timedelta(seconds=seconds))
        if attempt > 1 and not self.is_over():
            self._show("waiting_for_payment", "awaiting_payment", payment="open")

    def _is_interrupted(self, attempt: int) -> bool:
        newer = max(self._wanted) > attempt
        return newer or self._is_switched or not self._case.inbox.is_empty()

    async def _news(self) -> bool:
        """Whether something came before the next look-up was due; once the attempt has settled
        only the customer, an admin or the time limit changes anything."""
        left = self._due_at - workflow.now()
        pause = min(left, look_up_after(self._look_ups)) if self._settled == "unsettled" else left
        try:
            await workflow.wait_condition(
                self._has_news,
                timeout=max(pause, SHORTEST_WAIT),
                timeout_summary=shown(said("timer.look_up")),
            )
        except TimeoutError:
            return False
        return True

    def _has_news(self) -> bool:
        interrupted = self._is_interrupted(self._opened_attempt)
        return self._is_hinted or interrupted or self._case.attention.has_news

    async def _switch(self) -> None:
        self._is_switched = False
        try:
            await self.close()
        except StepIsRefused as refused:
            self._case.inbox.put_unfounded(names.SWITCHED_TO_REQUEST_SIGNAL, refused.why)
            return
        if self._closed:
            await self.read_settlement()  # the money came first, and counts
        else:
            self._show("waiting_for_approval", "awaiting_approval")

    def _show(self, status: OrderStatus, state: ItemState, payment: str | None = None) -> None:
        """What the orders service recorded when the customer asked for it. A flag stays: what the
        customer does next is no answer to it."""
        if self._case.state.needs_attention:
            status = "needs_attention"
        before = self._case.state.progress
        items = dict.fromkeys(before.items, state)
        progress = OrderProgress(status=status, items=items, flags=before.flags)
        self._case.state.advance(progress, payment)
