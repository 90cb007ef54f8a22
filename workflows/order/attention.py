"""Whether a person must look at the order: asked for by a step that was refused for good, or by
others at the orders service; solved there, or by the signal `retry`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from temporalio import workflow

from contracts.orders import MOST_FLAGS
from contracts.recording import NOT_ON_RECORD, RecordAttention
from workflows.order.state import OrderState
from workflows.order.steps.decisions import DecisionSteps
from workflows.run_step import StepIsRefused, run_locally_first

Answer = TypeVar("Answer")


class Attention:
    """Keeps a refused step waiting for a person, and knows when it may go on."""

    def __init__(self, state: OrderState) -> None:
        self._state = state
        self._retry_wanted = False
        self._seen: list[str] = []
        self._hinted = False
        self._solved_here = False
        self._waits_for_a_person = False

    @property
    def has_news(self) -> bool:
        return self._hinted or self._solved_here

    def hint(self) -> None:
        """Others flagged the order, or a person solved it: orders says what is true."""
        self._hinted = True

    def try_again(self) -> None:
        """The step that waits for a person is tried again. What is flagged from here on, nobody has
        seen, however often it is tried to note the rest as solved."""
        self._retry_wanted = True
        self._seen = self._state.progress.flags

    def solve(self) -> None:
        """A person solved what needed attention: a step that waits for it is tried again; else
        what others flagged is noted as solved."""
        self.try_again()
        if not self._waits_for_a_person:
            self._solved_here = True

    async def act_on_news(self) -> None:
        """Act on what came about a flag while no step waits for a person."""
        if self._solved_here:
            self._solved_here = False
            await self._note_solved(self._seen)
        if self._hinted:
            await self.read()

    async def until_it_succeeds(self, step: Callable[[], Awaitable[Answer]]) -> Answer:
        """The step's answer. A refusal for good asks a person to look, and `retry` tries again;
        only what a message claims and no record says is refused back to its sender."""
        while True:
            try:
                return await step()
            except StepIsRefused as refused:
                if refused.kind in NOT_ON_RECORD:
                    raise
                await self._until_solved(refused)

    async def _until_solved(self, refused: StepIsRefused) -> None:
        self._retry_wanted = False
        key = f"step/{workflow.uuid4()}"
        await self._note(RecordAttention(said=refused.why, key=key), refused.reason)
        try:
            await self._until_a_person_looked(key)
        except asyncio.CancelledError:  # the step is given up: nobody has to look at that any more
            await self._note_solved([key])
            raise
        # Only a person, who saw them, takes back what others flagged.
        seen = self._seen if self._retry_wanted else []
        await self._note_solved([key, *(other for other in seen if other != key)])

    async def _until_a_person_looked(self, key: str) -> None:
        is_solved = False
        while not (self._retry_wanted or is_solved):
            await workflow.wait_condition(lambda: self._retry_wanted or self._hinted)
            if self._hinted:
                await self.read()
                is_solved = key not in self._state.progress.flags

    async def _note_solved(self, keys: list[str]) -> None:
        await self._note(RecordAttention(solved=keys[:MOST_FLAGS]))

    async def read(self) -> None:
        """Where the order stands, and whether a person must look, says orders."""
        self._hinted = False
        try:
            self._state.advance(await run_locally_first(DecisionSteps.read_progress))
        except StepIsRefused as refused:
            workflow.logger.error("The order could not be read: %s", refused.reason)

    async def _note(self, note: RecordAttention, reason: str | None = None) -> None:
        self._waits_for_a_person = reason is not None
        self._state.note_attention(reason)
        try:
            step = DecisionSteps.record_attention
            self._state.advance(await run_locally_first(step, note))
        except StepIsRefused as refused:
            self._state.flag_without_record(needed=bool(reason))
            workflow.logger.error("Attention could not be recorded: %s", refused.reason)
