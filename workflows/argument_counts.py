"""Refuses signals and updates whose arguments do not fit their handler, for every workflow at once.
Called with them, the handler would fail the workflow's task, which is then tried again for ever."""

import inspect
import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from temporalio import workflow
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    HandleSignalInput,
    HandleUpdateInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from contracts.said import Said, said
from workflows.operators import shown

WRONG_COUNT = "WrongNumberOfArguments"


@runtime_checkable
class KeepsRefusals(Protocol):
    """A workflow that keeps what was refused for the audit; others only log it."""

    def refuse_signal(self, name: str, why: Said, content: str) -> None: ...


class ArgumentsAreCounted(Interceptor):
    """A signal with too many or too few arguments is refused, an update rejected. Whatever comes
    with one for a handler that takes none is left out by the converter, and changes nothing."""

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002, ARG002
    ) -> type[WorkflowInboundInterceptor]:
        return _ArgumentsAreCounted


class _ArgumentsAreCounted(WorkflowInboundInterceptor):
    async def handle_signal(self, input: HandleSignalInput) -> None:  # noqa: A002
        handler = workflow.get_signal_handler(input.signal)
        if handler is None or _fit(handler, input.args):
            await super().handle_signal(input)
            return
        why, content = _reason(input.args), json.dumps(input.args, default=str)
        workflow.logger.warning("The signal %s was refused: %s", input.signal, shown(why))
        current = workflow.instance()
        if isinstance(current, KeepsRefusals):
            current.refuse_signal(input.signal, why, content)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:  # noqa: A002
        """Called for updates that have a validator: rejected here, one leaves no history."""
        _refuse_what_does_not_fit(input)
        super().handle_update_validator(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:  # noqa: A002
        _refuse_what_does_not_fit(input)
        return await super().handle_update_handler(input)


def _refuse_what_does_not_fit(update: HandleUpdateInput) -> None:
    handler = workflow.get_update_handler(update.update)
    if handler is not None and not _fit(handler, update.args):
        raise ApplicationError(shown(_reason(update.args)), type=WRONG_COUNT, non_retryable=True)


def _fit(handler: Callable[..., Any], arguments: Sequence[Any]) -> bool:
    try:
        inspect.signature(handler).bind(*arguments)
    except TypeError:
        return False
    return True


def _reason(arguments: Sequence[Any]) -> Said:
    return said("message.argument_count", given=len(arguments))
