"""The services as the workflow sees them, in memory: every step is idempotent, can be made to fail,
and writes down its effect, so that a test can read what happened and in which order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.workflows.decision_steps import DecisionSteps
from tests.workflows.money_steps import MoneySteps
from tests.workflows.telling_steps import TellingSteps


class World(MoneySteps, DecisionSteps, TellingSteps):
    """One order's services, by the steps that a worker runs."""

    def activities(self) -> list[Callable[..., Any]]:
        return [
            value
            for name in dir(self)
            if hasattr(value := getattr(self, name), "__temporal_activity_definition")
        ]


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)
