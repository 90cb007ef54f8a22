"""One order's case file inside its workflow: where it stands, what came in, what is still to tell.

Keeps what the operator sees (search attributes, current details) in step with it.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from contracts import search_attributes as attributes
from contracts.decisions import ItemState
from contracts.recording import NOT_ON_RECORD, OrderProgress
from workflows.order.inbox import Entry, Unusable
from workflows.order.messages import NewsStep, Nothing, StepOnAttention, Told
from workflows.order.narration import waiting_for
from workflows.order.steps.decisions import DecisionSteps
from workflows.order.steps.telling import TellingSteps
from workflows.steps import StepIsNotDone, StepIsRefused, quick, visible

Answer = TypeVar("Answer")
Step = TypeVar("Step", bound=NewsStep)
TO_PAY: tuple[ItemState, ...] = ("awaiting_payment", "payment_failed")
OPEN: tuple[ItemState, ...] = (
    *TO_PAY,
    "awaiting_approval",
    "awaiting_confirmation",
    "scheduled",
)
FLAGGED_BY_OTHERS = "The order's `attention_reason` says why."


class OrderCase:
    """Shared by the phases of one workflow; lives and dies with it."""

    def __init__(self, progress: OrderProgress) -> None:
        self.progress = progress
        self.attempt = 1
        """The newest attempt to pay that is on record and open."""
        self.inbox: deque[Entry] = deque()
        self.answers: dict[str, str | None] = {}
        """Handled decisions: why one was refused, or None when it took effect."""
        self.retry_wanted = False
        self.attention_changed = False
        """A hint: others flagged the order, or a person solved it."""
        self._solved_here = False
        self._attention: str | None = None
        self._untold: set[asyncio.Task[None]] = set()
        self._telling = asyncio.Lock()

    def awaits(self, *states: ItemState) -> bool:
        """Whether any item is in one of these states."""
        return any(state in states for state in self.progress.items.values())

    def is_unfinished(self) -> bool:
        open_still = bool(self.inbox) or self.awaits(*OPEN) or not self.is_told()
        return open_still or self.has_attention_news

    def is_told(self) -> bool:
        """Nothing is left to deliver, and every handler has given its answer."""
        return not self._untold and workflow.all_handlers_finished()

    def advance(self, progress: OrderProgress, payment: str | None = None) -> None:
        """Take over what the orders service recorded, and show it to operators."""
        updates: list[SearchAttributeUpdate[Any]] = []
        if progress.status != self.progress.status:
            updates.append(attributes.ORDER_STATUS.value_set(progress.status))
        troubled = progress.status == "needs_attention"
        if troubled != (self.progress.status == "needs_attention"):
            updates.append(attributes.NEEDS_ATTENTION.value_set(troubled))
        if payment:
            updates.append(attributes.PAYMENT_STATUS.value_set(payment))
        if updates:
            workflow.upsert_search_attributes(updates)
        self.progress = progress
        self.narrate()

    def narrate(self) -> None:
        """Say in plain words what is waited for; costs no history."""
        items, untold, attention = self.progress.items, len(self._untold), self._attention
        if attention is None and self.progress.status == "needs_attention":
            attention = FLAGGED_BY_OTHERS
        workflow.set_current_details(waiting_for(items, self.attempt, attention, untold))

    async def insist(self, step: Callable[[], Awaitable[Answer]]) -> Answer:
        """The step's answer. A refusal for good asks a person to look, and `retry` tries again;
        only what a message claims and no record says is refused back to its sender."""
        while True:
            try:
                answer = await step()
            except StepIsRefused as refused:
                if refused.kind in NOT_ON_RECORD:
                    raise
                await self._wait_for_attention(refused.reason)
            else:
                return answer

    def refuse(self, name: str, reason: str, content: str = "") -> None:
        """Have a signal refused and recorded, as it said what is not on record."""
        self.inbox.append(Unusable.kept(str(workflow.uuid4()), name, reason, content))

    def in_turn(self, step: Step) -> Step:
        """The step, quiet while earlier news is still to be told: a ticket that hears of the
        decision before the payment would be opened again by the older news."""
        return step.model_copy(update={"quietly": True}) if self._untold else step

    async def tell(self, told: Told, summary: str) -> None:
        """Deliver a notification at once, or in the background if that fails."""
        if self._untold:
            self.tell_later(told, summary)
            return
        try:
            with _a_refusal_stops_nothing():
                await quick(TellingSteps.tell, told, summary, fall_back=False)
        except StepIsNotDone:
            self.tell_later(told, summary)

    def tell_later(self, told: Told, summary: str) -> None:
        """Deliver it after all earlier ones, however long it takes: nothing else waits for it but
        the workflow's end."""
        task = asyncio.create_task(self._deliver(told, summary))
        self._untold.add(task)
        task.add_done_callback(self._told)

    async def _deliver(self, told: Told, summary: str) -> None:
        with _a_refusal_stops_nothing():
            async with self._telling:
                await visible(TellingSteps.tell, told, summary)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._untold.discard(task)
        self.narrate()

    @property
    def has_attention_news(self) -> bool:
        return self.attention_changed or self._solved_here

    def want_retry(self) -> None:
        """A person solved what needed attention: a step that waits for it is tried again; what
        others flagged is noted as solved."""
        self.retry_wanted = True
        if self._attention is None and workflow.patched("retry-solves-what-others-flagged"):
            self._solved_here = True

    async def attend(self) -> None:
        """Act on what came about a flag while no step waits for a person."""
        if self._solved_here:
            self._solved_here = False
            await self._note_attention(StepOnAttention(reason=None), "Note that it was solved")
        if self.attention_changed:
            await self._read_attention()

    async def _wait_for_attention(self, reason: str) -> None:
        self.retry_wanted = is_solved = False
        flag = StepOnAttention(reason=reason)
        await self._note_attention(flag, "Ask a person to look at the order")
        try:
            while not (self.retry_wanted or is_solved):
                await workflow.wait_condition(lambda: self.retry_wanted or self.attention_changed)
                if self.attention_changed:
                    await self._read_attention()
                    is_solved = self.progress.status != "needs_attention"
        finally:  # also when the step is given up: nobody has to look at that any more
            # Only a person, who saw them all, takes back what others flagged.
            solved = StepOnAttention(reason=None)
            if not self.retry_wanted:
                solved = StepOnAttention(reason=None, solved=reason)
            await self._note_attention(solved, "Note that it was solved")

    async def _read_attention(self) -> None:
        self.attention_changed = False
        try:
            step = DecisionSteps.read_progress
            self.advance(await quick(step, Nothing(), "Read whether a person must look"))
        except StepIsRefused as refused:
            workflow.logger.error("The order could not be read: %s", refused.reason)

    async def _note_attention(self, step: StepOnAttention, summary: str) -> None:
        self._attention = step.reason
        self.narrate()
        try:
            self.advance(await quick(DecisionSteps.record_attention, step, summary))
        except StepIsRefused as refused:
            flagged = attributes.NEEDS_ATTENTION.value_set(bool(step.reason))
            workflow.upsert_search_attributes([flagged])
            workflow.logger.error("Attention could not be recorded: %s", refused.reason)


@contextlib.contextmanager
def _a_refusal_stops_nothing() -> Iterator[None]:
    """What people cannot be told of is no reason for the order to wait."""
    try:
        yield
    except StepIsRefused as refused:
        workflow.logger.error("A notification was refused: %s", refused.reason)
