"""The worker's settings."""

from pydantic import Field

from chassis.settings import ProcessSettings


class WorkerSettings(ProcessSettings):
    """What the worker needs besides the addresses of services and Temporal."""

    port: int = 8106
    cached_workflows: int = 2_000
    """Runs kept in memory between their tasks; one takes about 100 KiB."""
    concurrent_activities: int = 100
    reconciliation_cron: str = "10 3 * * *"
    """When the nightly reconciliation begins, in UTC."""
    reconciliation_days: int = Field(default=7, ge=1, le=400)
    """How far back it reads the gateways' books."""
