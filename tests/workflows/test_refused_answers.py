"""Which answers of a service a step is tried again for, and which a person must look at."""

import json
from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import pytest
from pydantic import SecretStr
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from clients.http import HttpClient
from clients.system.payments import SystemPayments
from contracts.actors import Actor
from contracts.payments import ClosePayment
from contracts.recording import RecordAttention, RecordPaymentResult
from workflows.refusals import RefusalsAreNotRetried


class _Step(ActivityInboundInterceptor):
    """Closes a payment at a service that answers with this status."""

    def __init__(self, answer: httpx.Response, keys: dict[str, SecretStr]) -> None:
        self._transport = httpx.MockTransport(lambda _: answer)
        self._keys = keys

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ARG002
        http = HttpClient("test", self._keys, transport=self._transport)
        worker = Actor(kind="system", id="worker")
        try:
            payments = SystemPayments(http, "http://payments.test", worker)
            return await payments.close_payment(ClosePayment(order_id="ord_1"))
        finally:
            await http.close()


async def is_refused_for_good(answer: httpx.Response, keys: dict[str, SecretStr]) -> bool:
    step = RefusalsAreNotRetried().intercept_activity(_Step(answer, keys))
    with pytest.raises(ApplicationError) as failed:
        await step.execute_activity(ExecuteActivityInput(print, (), None, {}))
    return failed.value.non_retryable


@pytest.mark.parametrize("status", [400, 403, 404, 405, 411, 413, 414, 415, 422, 431, 451])
async def test_a_refused_request_is_not_sent_for_ever(
    status: int, token_keys: dict[str, SecretStr]
) -> None:
    assert await is_refused_for_good(httpx.Response(status, text="No."), token_keys)


@pytest.mark.parametrize("status", [401, 408, 425, 429, 500, 502, 503, 504])
async def test_what_is_a_matter_of_time_is_tried_again(
    status: int, token_keys: dict[str, SecretStr]
) -> None:
    assert not await is_refused_for_good(httpx.Response(status, text="Later."), token_keys)


async def test_what_another_service_was_refused_stays_refused(
    token_keys: dict[str, SecretStr],
) -> None:
    passed_on = {
        "type": "urn:turnup:problem:unexpected-answer",
        "detail": "No.",
        "answered_status": 413,
    }
    assert await is_refused_for_good(httpx.Response(502, json=passed_on), token_keys)


class _Failing(ActivityInboundInterceptor):
    """A step in which this is raised."""

    def __init__(self, does: Callable[[], object]) -> None:
        self._does = does

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ARG002
        return self._does()


async def failure_of(does: Callable[[], object]) -> ApplicationError:
    step = RefusalsAreNotRetried().intercept_activity(_Failing(does))
    with pytest.raises(ApplicationError) as failed:
        await step.execute_activity(ExecuteActivityInput(print, (), None, {}))
    return failed.value


@pytest.mark.parametrize(
    "does",
    [
        lambda: RecordAttention(key="secret " * 1_000),
        lambda: RecordPaymentResult.model_validate({"attempt": 1, "outcome": "secret"}),
        lambda: ClosePayment.model_construct(order_id="\ud800").model_dump_json(),
    ],
    ids=["too long", "another word", "half a letter"],
)
async def test_what_does_not_fit_its_contract_asks_a_person(does: Callable[[], object]) -> None:
    failure = await failure_of(does)
    assert failure.non_retryable
    assert 0 < len(failure.message) < 500
    assert "secret" not in failure.message


async def test_a_fault_of_ours_is_tried_again() -> None:
    step = RefusalsAreNotRetried().intercept_activity(_Failing(lambda: dict[str, str]()["missing"]))
    with pytest.raises(KeyError):
        await step.execute_activity(ExecuteActivityInput(print, (), None, {}))


@pytest.mark.parametrize("fact", [{}, {"what": "order"}, {"what": "\0"}, {"what": {"a": 1}}])
@pytest.mark.parametrize("detail", ["x" * 1_000_000, "\0" * 6_000, "half \ud800", "é" * 6_000])
async def test_any_refusal_can_be_told_to_a_person(
    detail: str, fact: dict[str, object], token_keys: dict[str, SecretStr]
) -> None:
    refused = {"type": "urn:turnup:problem:object-is-not-found", "detail": detail, **fact}
    answer = httpx.Response(404, content=json.dumps(refused))
    step = RefusalsAreNotRetried().intercept_activity(_Step(answer, token_keys))
    with pytest.raises(ApplicationError) as failed:
        await step.execute_activity(ExecuteActivityInput(print, (), None, {}))
    noted = RecordAttention(said=failed.value.details[0], key="step/1")
    assert "\\u0000" not in noted.model_dump_json()
    assert RecordAttention.model_validate_json(noted.model_dump_json()) == noted
