"""Says which errors of a step are tried again, and which a person must look at."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from contracts.problems import LONGEST_DETAIL, Problem
from wording.refusals import detail_of, said_of, unfit
from workflows.operators import shown


class RefusalsAreNotRetried(Interceptor):
    """Turns a service's refusal into an error that the retry policies know by its type, with
    its words and, in the details, its code and facts; and so what cannot be read or written as its
    contract says, which another try does not change either."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return _RefusalsAreNotRetried(next)


class _RefusalsAreNotRetried(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002
        try:
            return await super().execute_activity(input)
        except Problem as problem:
            raise ApplicationError(
                detail_of(problem, "en"),
                said_of(problem),
                type=problem.type,
                non_retryable=not problem.passes,
            ) from problem
        except (ValidationError, PydanticSerializationError) as error:
            why = unfit(error)
            raise ApplicationError(
                shown(why)[:LONGEST_DETAIL], why, type=type(error).__name__, non_retryable=True
            ) from error
