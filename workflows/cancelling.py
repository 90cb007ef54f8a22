"""What becomes of a request to cancel a workflow, which is the first button of the Temporal UI. The
engine cannot refuse it, and what it ends would be money or an order that nobody cares for: so it is
noted for the audit, and the story goes on."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Literal, TypeVar

from temporalio import workflow

from contracts.said import said
from workflows.raw_signals import Unusable

Answer = TypeVar("Answer")
Kind = Literal["order", "start_date", "refund"]
Note = Callable[[Unusable], Awaitable[None]]


async def in_spite_of_cancellation(
    kind: Kind, story: Coroutine[Any, Any, Answer], note: Note
) -> Answer:
    """What the story answers. It runs as a task of its own, which a request to cancel does not
    reach: that is thrown into the workflow's first task alone, which is this one and only waits.
    No step of the story hears of it, so each has its outcome read. The request is noted once,
    beside the story, so that it is on record also while a step waits for a person."""
    telling = asyncio.create_task(story)
    tasks: list[asyncio.Task[Any]] = [telling]
    while unfinished := [task for task in tasks if not task.done()]:
        try:
            await asyncio.wait(unfinished)
        except asyncio.CancelledError:
            reason = workflow.cancellation_reason()
            if reason is None:
                raise  # the worker puts the workflow away, with all of its tasks
            _go_on()
            if tasks == [telling]:
                tasks.append(asyncio.create_task(_noted(kind, reason, note)))
    return telling.result()


async def _noted(kind: Kind, reason: str, note: Note) -> None:
    """What whoever asked has written as the reason is kept with it."""
    why = said("message.cancellation", workflow=kind)
    await note(Unusable.kept(str(workflow.uuid4()), "cancel", why, reason))


def _go_on() -> None:
    """Without this the task counts as cancelled, and `asyncio.timeout` would mistake it."""
    if task := asyncio.current_task():
        task.uncancel()
