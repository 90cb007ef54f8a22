"""StartDateWorkflow: a start date corrected after its order's workflow has ended. The same steps as
in the order itself, for one decision."""

import contextlib

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from contracts import workflow as names
    from contracts.recording import OrderProgress
    from contracts.said import said
    from contracts.workflow import StartDateInput
    from workflows.cancelling import in_spite_of_cancellation
    from workflows.operators import shown
    from workflows.order.case import OrderCase
    from workflows.order.deciding import Deciding
    from workflows.policies import SHORTEST_WAIT


@workflow.defn(name=names.START_DATE_WORKFLOW)
class StartDateWorkflow:
    """One correction, until its documents are issued and the service has its new start."""

    @workflow.init
    def __init__(self, correction: StartDateInput) -> None:
        self._item_id, self._decision = correction.item_id, correction.decision
        self._case = OrderCase(OrderProgress(status="completed", items={}))
        self._deciding = Deciding(self._case)

    @workflow.run
    async def run(self, correction: StartDateInput) -> None:
        """Carry the correction out; a start in the future is waited for."""
        refuse = self._deciding.refuse_cancellation
        await in_spite_of_cancellation("start_date", self._story(correction), refuse)

    async def _story(self, correction: StartDateInput) -> None:
        self._case.inbox.put(correction.decision)
        await self._deciding.act_on_inbox()
        while (due := self._deciding.start_of(self._item_id)) is not None:
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: False,
                    timeout=max(due - workflow.now(), SHORTEST_WAIT),
                    timeout_summary=shown(said("timer.start_date")),
                )
            await self._deciding.start_item(self._item_id)
        await workflow.wait_condition(self._case.is_answered)

    @workflow.update(name=names.APPLIED_UPDATE)
    async def applied(self) -> None:
        """Answers once the correction's effects are applied."""
        await self._case.inbox.until_acted_on(self._decision.decision_id)

    @applied.validator
    def _may_ask(self) -> None:
        """Anybody; with a validator the worker rejects what comes with arguments."""

    @workflow.signal(name=names.RETRY_SIGNAL)
    def retry(self) -> None:
        """An operator solved what needed attention: try the refused step again."""
        self._case.attention.try_again()
