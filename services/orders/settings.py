"""The settings of the orders process."""

from pydantic import Field

from chassis.settings import ServiceSettings


class OrdersSettings(ServiceSettings):
    """Adds how long an answer waits for the engine before the outbox takes over."""

    placing_wait_seconds: float = Field(default=0.7, gt=0, le=10)
    """For starting the workflow and reading the payment page, together."""
    deciding_wait_seconds: float = Field(default=3.0, gt=0, le=10)
    """For applying a decision's effects."""
