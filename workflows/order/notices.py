"""What people are notified of, in the order in which it happened. Nothing waits for it but the
workflow's end."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import TypeVar

from temporalio import workflow

from workflows.order.messages import Notice, NotifyingStep
from workflows.order.state import OrderState
from workflows.order.steps.notifications import NotificationSteps
from workflows.run_step import StepIsNotDone, StepIsRefused, run_locally, run_visibly

Step = TypeVar("Step", bound=NotifyingStep)


class Notices:
    """One order's notices: usually sent by the step itself, else delivered from here."""

    def __init__(self, state: OrderState) -> None:
        self._state = state
        self._undelivered: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()

    def are_delivered(self) -> bool:
        return not self._undelivered

    def in_turn(self, step: Step) -> Step:
        """The step, without its notice while earlier ones are on their way: a ticket that hears of
        the decision before the payment would be opened again by the older notice."""
        return step.model_copy(update={"without_notice": True}) if self._undelivered else step

    async def send(self, notice: Notice) -> None:
        """At once, or in the background if that fails."""
        if self._undelivered:
            self.send_later(notice)
            return
        try:
            with _a_refusal_stops_nothing():
                await run_locally(NotificationSteps.notify, notice)
        except StepIsNotDone:
            self.send_later(notice)

    def send_later(self, notice: Notice) -> None:
        """After all earlier ones, however long it takes."""
        task = asyncio.create_task(self._deliver(notice))
        self._undelivered.add(task)
        task.add_done_callback(self._delivered)
        self._state.note_undelivered(len(self._undelivered))

    async def _deliver(self, notice: Notice) -> None:
        with _a_refusal_stops_nothing():
            async with self._one_at_a_time:
                await run_visibly(NotificationSteps.notify, notice)

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._undelivered.discard(task)
        self._state.note_undelivered(len(self._undelivered))


@contextlib.contextmanager
def _a_refusal_stops_nothing() -> Iterator[None]:
    """What people cannot be notified of is no reason for the order to wait."""
    try:
        yield
    except StepIsRefused as refused:
        workflow.logger.error("A notification was refused: %s", refused.reason)
