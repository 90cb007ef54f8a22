"""The worker's settings."""

from chassis.settings import ProcessSettings


class WorkerSettings(ProcessSettings):
    """What the worker needs besides the addresses of services and Temporal."""

    port: int = 8106
    cached_workflows: int = 2_000
    """Runs kept in memory between their tasks; one takes about 100 KiB."""
    concurrent_activities: int = 100
