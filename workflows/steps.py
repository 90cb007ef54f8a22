"""How the workflow runs a step: in place first when it is quick, visibly and until done else.

A step that is refused for good never fails the order: it asks for attention and waits until an
operator signals `retry`.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    is_cancelled_exception,
)

from workflows.policies import ONE_QUICK_TRY, UNTIL_DONE

Answer = TypeVar("Answer")
Activity = Callable[[Any, Any], Awaitable[Answer]]


class StepIsRefused(Exception):
    """A service refused the step for a business reason; trying again changes nothing."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class StepIsNotDone(Exception):
    """A quick try failed for a passing reason."""


async def visible(activity: Activity[Answer], message: Any, summary: str) -> Answer:
    """An activity of its own, retried until done; raises `StepIsRefused`."""
    try:
        return await workflow.execute_activity_method(
            activity, message, summary=summary, **UNTIL_DONE
        )
    except ActivityError as error:
        if refusal := _refusal_of(error):
            raise refusal from error
        raise


async def quick(
    activity: Activity[Answer], message: Any, summary: str, *, fall_back: bool = True
) -> Answer:
    """Run in place (no cost to the engine); when that fails, the same step visibly.

    Raises `StepIsRefused`, and with `fall_back` off `StepIsNotDone` instead of going on.
    """
    try:
        return await workflow.execute_local_activity_method(
            activity, message, summary=summary, **ONE_QUICK_TRY
        )
    except FailureError as error:
        if is_cancelled_exception(error):
            raise
        if refusal := _refusal_of(error):
            raise refusal from error
        if not fall_back:
            raise StepIsNotDone from error
    return await visible(activity, message, summary)


def _refusal_of(error: FailureError) -> StepIsRefused | None:
    # A local activity fails with the application's error itself, a regular one wraps it.
    cause = error.cause if isinstance(error, ActivityError) else error
    if isinstance(cause, ApplicationError) and cause.non_retryable:
        return StepIsRefused(cause.type or "", cause.message)
    return None
