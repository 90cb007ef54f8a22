"""What the worker checks of Temporal: that it answers, knows our search attributes and hears this
worker ask for tasks, and that no workflow fails its own."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client, WorkflowExecution
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode

from chassis.checks import Check, Trouble
from clients.system.task_queue import require_polled_by
from clients.system.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts import search_attributes
from contracts.problems import ServiceIsUnavailable

Key = SearchAttributeKey[Any]
Look = Callable[[Client], Awaitable[None]]
AWAY = (
    "See that Temporal runs at TURNUP_TEMPORAL_ADDRESS: `./turnup logs temporal`, or"
    " `docker compose logs temporal`."
)
FAILING = "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'"
"""What the server notes of a workflow after its second failed task in a row, until one succeeds."""
FAILING_FIX = (
    "`./turnup logs worker` says why. NonDeterministicError: this worker's code does not fit what"
    " was done, so deploy the version that they began with, or one that replays them. They go on by"
    " themselves then."
)
PROBLEMS = SearchAttributeKey.for_keyword_list("TemporalReportedProblems")
CAUSE = "cause=WorkflowTaskFailedCause"
MOST_NAMED = 5
NOT_SHOWN = (RPCStatusCode.UNIMPLEMENTED, RPCStatusCode.PERMISSION_DENIED)


def checks_of(client: Callable[[], Client | None]) -> list[Check]:
    """Of a worker that has a client once it is connected. An absent Temporal is told once."""

    def check(name: str, look: Look, fix: str, every: float, *, is_vital: bool = True) -> Check:
        async def run() -> None:
            connected = client()
            if connected is None:
                raise Trouble("This worker is not connected to Temporal yet.", AWAY)
            try:
                await look(connected)
            except ServiceIsUnavailable:
                if look is answer:
                    raise
            except RPCError as error:
                raise Trouble(f"Temporal refuses to say: {error}") from error

        return Check(name, run, fix, is_vital=is_vital, every_seconds=every)

    return [
        check("temporal", answer, AWAY, 5),
        check("search attributes", attributes_are_known, AWAY, 15),
        check("task queue", require_polled_by, AWAY, 10),
        check("workflow tasks", no_task_fails, FAILING_FIX, 10, is_vital=False),
    ]


async def answer(client: Client) -> None:
    async with away_means_unavailable():
        await client.service_client.check_health(timeout=RPC_TIMEOUT)


async def attributes_are_known(client: Client) -> None:
    """Without them no order can be started, and open ones fail their tasks."""
    try:
        async with away_means_unavailable():
            found = await client.operator_service.list_search_attributes(
                ListSearchAttributesRequest(namespace=client.namespace), timeout=RPC_TIMEOUT
            )
    except RPCError as error:
        if error.status in NOT_SHOWN:
            return  # Temporal Cloud shows them to its own tools alone
        raise
    known = found.custom_attributes
    missing = [key for key in search_attributes.ALL if key.name not in known]
    wrong = [
        key
        for key in search_attributes.ALL
        if key.name in known and known[key.name] != int(key.indexed_value_type)
    ]
    if missing or wrong:
        raise _attributes_differ(client, missing, wrong)


def _attributes_differ(client: Client, missing: list[Key], wrong: list[Key]) -> Trouble:
    facts = [f"{key.name} is missing" for key in missing]
    facts += [f"{key.name} is not of type {_kind(key)}" for key in wrong]
    where = f"--address {client.service_client.config.target_host} --namespace {client.namespace}"
    tool = "temporal operator search-attribute"
    steps = [f"{tool} remove {where} --yes {_named(wrong)}"] if wrong else []
    described = " ".join(f"--name {key.name} --type {_kind(key)}" for key in (*missing, *wrong))
    steps.append(f"{tool} create {where} {described}")
    return Trouble(
        f"Orders cannot start or go on, as search attributes differ in the namespace"
        f" {client.namespace}: {', '.join(facts)}.",
        f"Run `{' && '.join(steps)}`.",
    )


def _named(keys: Iterable[Key]) -> str:
    return " ".join(f"--name {key.name}" for key in keys)


def _kind(key: Key) -> str:
    """As the command line calls it."""
    return key.indexed_value_type.name.title()


async def no_task_fails(client: Client) -> None:
    async with away_means_unavailable():
        count = (await client.count_workflows(FAILING, rpc_timeout=RPC_TIMEOUT)).count
        if not count:
            return
        newest = client.list_workflows(FAILING, limit=MOST_NAMED, rpc_timeout=RPC_TIMEOUT)
        named = [_shown(execution) async for execution in newest]
    more = f" and {count - len(named)} more" if count > len(named) else ""
    raise Trouble(f"Workflows fail their tasks and stand still: {', '.join(named)}{more}.")


def _shown(execution: WorkflowExecution) -> str:
    problems = execution.typed_search_attributes.get(PROBLEMS) or []
    causes = [one.removeprefix(CAUSE) for one in problems if one.startswith(CAUSE)]
    return f"{execution.id} ({', '.join(causes) or 'timed out'})"
