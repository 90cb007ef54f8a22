"""Steps of a refund, each idempotent. Payments owns its key, its look-up and its booking."""

from temporalio import activity

from chassis.failpoints import failpoint
from clients.system.services import SystemServices
from contracts.refunds import EndRefundByOperator, RefundStep
from workflows.refund.messages import RefusedSignal


class RefundSteps:
    """Asks payments for one refund, through its client."""

    def __init__(self, services: SystemServices) -> None:
        self._services = services

    @activity.defn
    async def give_back(self) -> RefundStep:
        """Have the gateway asked for it, or about it, once."""
        failpoint("worker.before_refund")
        step = await self._services.payments.take_refund_step(*_round())
        failpoint("worker.refund_asked")
        return step

    @activity.defn
    async def end_refund(self, command: EndRefundByOperator) -> None:
        """Record that an operator gave it up."""
        await self._services.payments.end_refund_as_signalled(*_round(), command)

    @activity.defn
    async def record_refused_signal(self, signal: RefusedSignal) -> None:
        """Keep a refused signal for the audit of the order."""
        await self._services.orders.record_refusal(signal.order_id, signal.refusal)


def _round() -> tuple[str, int]:
    """Refund and round of the workflow that runs this step: `refund/<id>`, which is round 0, or
    `refund/<id>/<round>`."""
    _, refund_id, *rounds = (activity.info().workflow_id or "").split("/")
    return refund_id, int(rounds[0]) if rounds else 0
