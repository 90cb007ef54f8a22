"""StartDateWorkflow: a start date corrected after its order's workflow has ended. The same steps as
in the order itself, for one decision."""

import contextlib

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from contracts import workflow as names
    from contracts.recording import OrderProgress
    from contracts.workflow import StartDateInput
    from workflows.order.case import OrderCase
    from workflows.order.deciding import Deciding
    from workflows.order.payment import SHORTEST_WAIT


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
        self._case.inbox.append(correction.decision)
        await self._deciding.act_on_inbox()
        while (due := self._case.progress.activate_at.get(self._item_id)) is not None:
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: False,
                    timeout=max(due - workflow.now(), SHORTEST_WAIT),
                    timeout_summary="Start date",
                )
            await self._deciding.activate(self._item_id)
        await workflow.wait_condition(self._case.is_told)

    @workflow.update(name=names.APPLIED_UPDATE)
    async def applied(self) -> None:
        """Answers once the correction's effects are applied."""
        answers = self._case.answers
        await workflow.wait_condition(lambda: self._decision.decision_id in answers)
        if refusal := answers[self._decision.decision_id]:
            raise ApplicationError(refusal, type="DecisionRefused")

    @workflow.signal(name=names.RETRY_SIGNAL)
    def retry(self) -> None:
        """An operator solved what needed attention: try the refused step again."""
        self._case.retry_wanted = True
