"""How a workflow runs a step: locally first when it is quick, visibly and until done else.

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

from contracts.said import Said, said
from workflows.operators import summary_of
from workflows.policies import ONE_LOCAL_TRY, UNTIL_DONE

Answer = TypeVar("Answer")
Activity = Callable[..., Awaitable[Answer]]
"""A step as an activity class names it; beside `self` it takes one message, or none."""


class StepIsRefused(Exception):
    """A service refused the step for a business reason; trying again changes nothing."""

    def __init__(self, kind: str, reason: str, why: Said) -> None:
        """`reason` are the English words of `why`."""
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.why = why


class StepIsNotDone(Exception):
    """The one local try failed for a passing reason."""


async def run_visibly(activity: Activity[Answer], *message: Any) -> Answer:
    """Run as an activity that operators see, retried until done; raises `StepIsRefused`."""
    try:
        answer: Answer = await workflow.execute_activity_method(
            activity, args=message, summary=summary_of(activity, *message), **UNTIL_DONE
        )
    except ActivityError as error:
        if refusal := _refusal_of(error):
            raise refusal from error
        raise
    return answer


async def run_locally(activity: Activity[Answer], *message: Any) -> Answer:
    """Run once and in place, at no cost to the engine.

    Raises `StepIsRefused`, and `StepIsNotDone` for what may pass.
    """
    try:
        answer: Answer = await workflow.execute_local_activity_method(
            activity, args=message, summary=summary_of(activity, *message), **ONE_LOCAL_TRY
        )
    except FailureError as error:
        if is_cancelled_exception(error):
            raise
        if refusal := _refusal_of(error):
            raise refusal from error
        raise StepIsNotDone from error
    return answer


async def run_locally_first(activity: Activity[Answer], *message: Any) -> Answer:
    """Run locally; when that does not do it, the same step visibly. Raises `StepIsRefused`."""
    try:
        return await run_locally(activity, *message)
    except StepIsNotDone:
        return await run_visibly(activity, *message)


def _refusal_of(error: FailureError) -> StepIsRefused | None:
    # A local activity fails with the application's error itself, a regular one wraps it.
    cause = error.cause if isinstance(error, ActivityError) else error
    if isinstance(cause, ApplicationError) and cause.non_retryable:
        said_so = said("others.words", words=cause.message)
        why = Said.model_validate(cause.details[0]) if cause.details else said_so
        return StepIsRefused(cause.type or "", cause.message, why)
    return None
