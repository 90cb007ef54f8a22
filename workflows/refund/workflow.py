"""RefundWorkflow: asks for one refund until it is done or a person has to act, and says how long to
wait in between. What a step does payments alone knows."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from contracts import search_attributes as attributes
    from contracts import workflow as names
    from contracts.recording import RecordRefusal
    from contracts.refunds import EndRefundByOperator, RefundOutcome, RefundStep
    from contracts.said import Said, said
    from contracts.workflow import RefundTerms
    from wording.markdown import literally
    from workflows.cancelling import in_spite_of_cancellation
    from workflows.operators import shown
    from workflows.policies import look_up_after, try_anew_after
    from workflows.raw_signals import EMPTY, Unusable, read_signal
    from workflows.refund.messages import RefusedSignal
    from workflows.refund.steps import RefundSteps
    from workflows.run_step import StepIsRefused, run_locally_first, run_visibly

SETTLED: tuple[RefundOutcome, ...] = ("succeeded", "failed")
NEEDS_A_PERSON: tuple[RefundOutcome, ...] = ("unclear", "failed")


@workflow.defn(name=names.REFUND_WORKFLOW)
class RefundWorkflow:
    """One refund, from being owed until it succeeds, is refused for good or is ended."""

    @workflow.init
    def __init__(self, terms: RefundTerms) -> None:
        self._order_id = terms.order_id
        self._look = False
        self._inbox: deque[EndRefundByOperator | Unusable] = deque()

    @workflow.run
    async def run(self, terms: RefundTerms) -> RefundOutcome:  # noqa: ARG002
        """The answer is how it ended."""
        return await in_spite_of_cancellation("refund", self._story(), self._refuse)

    async def _story(self) -> RefundOutcome:
        """Signals are acted on also while a step is retried."""
        workflow.set_current_details(shown(said("waits.refund_begins")))
        giving_back = asyncio.create_task(self._give_back())
        while self._inbox or not giving_back.done():
            await workflow.wait_condition(lambda: bool(self._inbox) or giving_back.done())
            while self._inbox:
                await self._act_on(self._inbox.popleft())
        return giving_back.result()

    async def _give_back(self) -> RefundOutcome:
        refusals = looks = 0
        while True:
            step = await self._ask()
            if step.outcome in SETTLED:
                self._show(step)
                return step.outcome
            if step.outcome == "refused":
                refusals, looks = refusals + 1, 0
                self._look = False  # what was heard meanwhile was the refusal
                await self._pause(step, try_anew_after(refusals))
            elif await self._pause(step, look_up_after(looks)):
                looks += 1  # a hint in between puts no later look off

    async def _ask(self) -> RefundStep:
        self._look = False
        try:
            return await run_visibly(RefundSteps.give_back)
        except StepIsRefused as refused:
            return RefundStep(outcome="unclear", why=refused.why)

    async def _pause(self, step: RefundStep, pause: timedelta) -> bool:
        """Whether all of it has passed, and no hint came."""
        self._show(step, pause)
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._look,
                timeout=pause,
                timeout_summary=shown(said("timer.refund", outcome=step.outcome)),
            )
        return not self._look

    def _show(self, step: RefundStep, pause: timedelta | None = None) -> None:
        until = f"{workflow.now() + pause:%Y-%m-%d %H:%M} UTC" if pause else None
        why = literally(shown(step.why or said("refund.unexplained")))
        waits = said("waits.refund", outcome=step.outcome, until=until, why=why)
        workflow.set_current_details(shown(waits))
        needed = step.outcome in NEEDS_A_PERSON
        if workflow.info().typed_search_attributes.get(attributes.PAYMENT_STATUS) == step.outcome:
            return
        workflow.upsert_search_attributes(
            [
                attributes.PAYMENT_STATUS.value_set(step.outcome),
                attributes.NEEDS_ATTENTION.value_set(needed),
            ]
        )

    async def _act_on(self, entry: EndRefundByOperator | Unusable) -> None:
        if isinstance(entry, EndRefundByOperator):
            try:
                await run_visibly(RefundSteps.end_refund, entry)
                self._look = True
                return
            except StepIsRefused as refused:
                content = entry.model_dump_json()
                entry = self._unusable(names.END_SIGNAL, refused.why, content)
        await self._refuse(entry)

    async def _refuse(self, signal: Unusable) -> None:
        workflow.logger.warning("A signal was refused: %s", shown(signal.why))
        refusal = RecordRefusal(
            message_id=signal.message_id,
            message=signal.name,
            reason=signal.why,
            content=signal.content,
        )
        refused = RefusedSignal(order_id=self._order_id, refusal=refusal)
        try:
            await run_locally_first(RefundSteps.record_refused_signal, refused)
        except StepIsRefused as error:
            workflow.logger.error("A refusal could not be recorded: %s", error.reason)

    def _unusable(self, name: str, why: Said, content: str) -> Unusable:
        return Unusable.kept(str(workflow.uuid4()), name, why, content)

    # What comes from outside. Early, twice or late: all is safe.

    @workflow.signal(name=names.LOOK_SIGNAL)
    def look(self) -> None:
        """A hint that something happened: the next step comes now."""
        self._look = True

    @workflow.signal(name=names.END_SIGNAL)
    def end(self, message: RawValue = EMPTY) -> None:
        """An operator gives up a refund whose outcome stays unknown:
        `{"by": "olga", "reason": "…"}`."""
        read = EndRefundByOperator.model_validate
        self._inbox.append(read_signal(str(workflow.uuid4()), names.END_SIGNAL, message, read))

    @workflow.signal(dynamic=True)
    def unknown_signal(self, name: str, messages: Sequence[RawValue]) -> None:
        """Refused and recorded, never failing the refund."""
        content = messages[0].payload.data.decode(errors="replace") if messages else ""
        self.refuse_signal(name, said("message.unknown"), content)

    def refuse_signal(self, name: str, why: Said, content: str) -> None:
        """Keep for the audit what cannot be handled."""
        self._inbox.append(self._unusable(name, why, content))
