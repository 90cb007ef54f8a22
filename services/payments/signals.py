"""Tells an order's workflow that something settled. A hint: the workflow reads the truth."""

from typing import TYPE_CHECKING, Protocol

from chassis.settings import ProcessSettings

if TYPE_CHECKING:
    from clients.order_workflow import OrderWorkflows


class WorkflowSignals(Protocol):
    """What payments needs of the workflows."""

    async def payment_settled(self, order_id: str, attempt: int) -> None:
        """Idempotent. Raises `ServiceIsUnavailable` when it is to be told again later."""


class TemporalSignals:
    """The real ones, connected at the first use so that payments starts while Temporal is away."""

    def __init__(self, settings: ProcessSettings) -> None:
        self._settings = settings
        self._workflows: OrderWorkflows | None = None

    async def payment_settled(self, order_id: str, attempt: int) -> None:  # noqa: ARG002
        # The workflow knows its attempt and reads the truth of that; the hint needs no number.
        if self._workflows is None:
            from clients.order_workflow import OrderWorkflows
            from clients.temporal import connect

            self._workflows = OrderWorkflows(await connect(self._settings, "payments", lazy=True))
        await self._workflows.payment_settled(order_id)
