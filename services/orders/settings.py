"""The settings of the orders process, and who has how much of the time that an answer may take."""

from pydantic import Field

from chassis.settings import ServiceSettings
from contracts.settings import WebAddress

SHARE_FOR_METHODS, SHARE_FOR_THE_ENGINE = 0.5, 0.8
SHARE_FOR_GATEWAYS = 0.7
"""Of the time that payments has to say what can be paid with."""


class OrdersSettings(ServiceSettings):
    """Adds how long an answer waits for others before the outbox takes over."""

    placing_wait_seconds: float = Field(default=0.7, gt=0, le=10)
    """For payments' methods, the start of the workflow and the payment page, together."""
    deciding_wait_seconds: float = Field(default=3.0, gt=0, le=10)
    """For applying a decision's effects."""

    portal_url: WebAddress = ""
    """Where customers read their orders whose partner names no portal; empty: nowhere."""
    admin_url: WebAddress = ""
    """The same for the staff."""

    @property
    def methods_wait_seconds(self) -> float:
        """Of placing; the rest is for the engine and the payment page."""
        return self.placing_wait_seconds * SHARE_FOR_METHODS

    @property
    def effects_wait_seconds(self) -> float:
        """Of deciding, for the engine; the rest is for the database."""
        return self.deciding_wait_seconds * SHARE_FOR_THE_ENGINE
