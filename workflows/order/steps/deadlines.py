"""The step of a deadline that passed: recorded if nobody decided first, then told."""

from temporalio import activity

from clients.system.services import SystemServices
from contracts.recording import RecordDeadline
from workflows.order.messages import Notice, PassedDeadline
from workflows.order.steps.notifications import try_to_notify
from workflows.order.steps.snapshots import order_id


class DeadlineSteps:
    """The orders service holds a deadline against decisions, under the order's row lock."""

    def __init__(self, services: SystemServices) -> None:
        self._services = services

    @activity.defn
    async def record_deadline(self, passed: PassedDeadline) -> bool:
        """Whether nobody is left to tell of it, as when somebody decided first."""
        command = RecordDeadline(deadline=passed.deadline)
        outcome = await self._services.orders.record_deadline(order_id(), command)
        if outcome.snapshot is None:
            return True
        notice = Notice(event="deadline", deadline=passed)
        return not passed.without_notice and await try_to_notify(
            self._services, notice, outcome.snapshot
        )
