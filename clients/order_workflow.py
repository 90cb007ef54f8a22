"""Starts, updates and signals the workflow of an order. Every call is idempotent, and one that
finds Temporal away raises `ServiceIsUnavailable`, so that an outbox can bring it again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from chassis.money import format_minor
from clients.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts import search_attributes as attributes
from contracts import workflow as names
from contracts.problems import ServiceIsUnavailable
from contracts.recording import RecordedDecision
from contracts.workflow import (
    DecisionMessage,
    OrderInput,
    OrderTerms,
    PaymentAttempt,
    StartDateInput,
)

Handle = WorkflowHandle[Any, Any]
LONGEST_TITLE = 40
SHORT_ID = 8
"""An update's id stands in the history four times and is unique within its order: the random end of
a decision's id (40 bits) will do."""


class OrderWorkflows:
    """The workflows of all orders, by order id."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def open(
        self,
        order: OrderInput,
        *,
        customer_id: str,
        currency: str,
        total_minor: int,
        titles: list[str],
        wait_seconds: float,
    ) -> bool:
        """Start the order's workflow unless it runs or ran. True once it is where the customer can
        go on: the payment page exists (waited for up to `wait_seconds`), or a request started.

        Raises `ServiceIsUnavailable` when it is not known to have started.
        """
        start = _start_of(order, customer_id, currency, total_minor, titles)
        try:
            async with away_means_unavailable(), asyncio.timeout(wait_seconds or None):
                if order.path == "upfront" and wait_seconds:
                    # One round trip starts the workflow and waits for its payment page.
                    await self._client.execute_update_with_start_workflow(
                        names.OPENED_UPDATE,
                        start_workflow_operation=WithStartWorkflowOperation(**start),
                        id=_page_update(1),
                    )
                else:
                    await self._client.start_workflow(**start, rpc_timeout=RPC_TIMEOUT)
        except WorkflowAlreadyStartedError:
            pass  # it ran already and is closed
        return order.path == "request" or bool(wait_seconds)

    async def apply_decision(
        self, order_id: str, decision: RecordedDecision, *, wait_seconds: float
    ) -> bool:
        """Hand a recorded decision to the order. True when its effects were applied in time; else
        it was signalled, which needs no live worker, and False comes back."""
        order = self._order(order_id)
        try:
            message, update_id = _message_of(decision), decision.decision_id[-SHORT_ID:]
            if await _in_time(
                lambda: order.execute_update(names.DECIDE_UPDATE, message, id=update_id),
                wait_seconds,
            ):
                return True
            async with away_means_unavailable():
                await order.signal(names.DECIDE_SIGNAL, message, rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            return await self._apply_after_the_end(order_id, decision, wait_seconds)
        return False

    async def _apply_after_the_end(
        self, order_id: str, decision: RecordedDecision, wait_seconds: float
    ) -> bool:
        """The order's workflow has ended (a correction follows in one of its own), or it was never
        started, as its own outbox message is still on the way: then this one waits its turn."""
        if decision.revision == 1:
            await self._require_started(order_id)
        async with away_means_unavailable():
            handle = await self._client.start_workflow(
                names.START_DATE_WORKFLOW,
                StartDateInput(item_id=decision.item_id, decision=_message_of(decision)),
                id=names.start_date_workflow_id(order_id, decision.decision_id),
                task_queue=names.TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                static_summary=f"Start date of an item of {order_id} corrected",
                rpc_timeout=RPC_TIMEOUT,
            )
        return await _in_time(
            lambda: handle.execute_update(names.APPLIED_UPDATE, id="applied"), wait_seconds
        )

    async def pay_again(self, order_id: str, attempt: int, *, wait_seconds: float) -> bool:
        """Ask for a new attempt to pay; True once its payment page exists."""
        order, wanted = self._order(order_id), PaymentAttempt(attempt=attempt)
        try:
            if await _in_time(
                lambda: order.execute_update(
                    names.PAY_AGAIN_UPDATE, wanted, id=_page_update(attempt)
                ),
                wait_seconds,
            ):
                return True
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
        await self._signal(order_id, names.PAY_AGAIN_SIGNAL, wanted)
        return False

    async def switch_to_request(self, order_id: str) -> None:
        """The customer gave up paying and asks for approval instead."""
        await self._signal(order_id, names.SWITCHED_SIGNAL)

    async def payment_settled(self, order_id: str) -> None:
        """A hint that a payment settled; the truth is read there. An ended order needs none."""
        await self._signal(order_id, names.PAYMENT_SETTLED_SIGNAL)

    async def _signal(self, order_id: str, name: str, *arguments: Any) -> None:
        """An order that has ended needs no signal; one that has not started yet will have it."""
        try:
            async with away_means_unavailable():
                await self._order(order_id).signal(name, args=arguments, rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            await self._require_started(order_id)

    def _order(self, order_id: str) -> Handle:
        return self._client.get_workflow_handle(names.order_workflow_id(order_id))

    async def _require_started(self, order_id: str) -> None:
        try:
            async with away_means_unavailable():
                await self._order(order_id).describe(rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            raise ServiceIsUnavailable(
                f"The workflow of {order_id} has not started yet; its start is on the way."
            ) from error


async def _in_time(update: Callable[[], Awaitable[Any]], wait_seconds: float) -> bool:
    """Whether an update answered in time; no time, no try. NOT_FOUND is raised on, as it decides
    where to go."""
    if not wait_seconds:
        return False
    try:
        async with away_means_unavailable(), asyncio.timeout(wait_seconds):
            await update()
    except ServiceIsUnavailable:
        return False
    return True


def _start_of(
    order: OrderInput, customer_id: str, currency: str, total_minor: int, titles: list[str]
) -> dict[str, Any]:
    return {
        "workflow": names.ORDER_WORKFLOW,
        "arg": OrderTerms.model_validate(order.model_dump()),
        "id": names.order_workflow_id(order.order_id),
        "task_queue": names.TASK_QUEUE,
        "id_conflict_policy": WorkflowIDConflictPolicy.USE_EXISTING,
        "id_reuse_policy": WorkflowIDReusePolicy.REJECT_DUPLICATE,
        "search_attributes": _first_attributes(order, customer_id, total_minor),
        "static_summary": f"{_summary(titles)}: {format_minor(total_minor, currency)}",
    }


def _page_update(attempt: int) -> str:
    return f"pay{attempt}"


def _message_of(decision: RecordedDecision) -> DecisionMessage:
    told = decision.model_dump(include={"decision_id", "verdict", "documents"})
    usual = DecisionMessage(decision_id=decision.decision_id).model_dump()
    return DecisionMessage(**{k: v for k, v in told.items() if k == "decision_id" or v != usual[k]})


def _summary(titles: list[str]) -> str:
    """What the operator reads in the list; short, as it is kept in the history."""
    first = titles[0][:LONGEST_TITLE]
    return f"{first} and {len(titles) - 1} more" if len(titles) > 1 else first


def _first_attributes(
    order: OrderInput, customer_id: str, total_minor: int
) -> TypedSearchAttributes:
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(attributes.PARTNER_ID, str(order.partner_id)),
        SearchAttributePair(attributes.CUSTOMER_ID, customer_id),
        SearchAttributePair(attributes.AMOUNT_MINOR, total_minor),
    ]
    if order.path == "upfront":
        status = "waiting_for_payment"
    else:
        status = "waiting_for_approval"
        due_at = datetime.now(UTC) + timedelta(seconds=order.approval_seconds)
        pairs.append(SearchAttributePair(attributes.APPROVAL_DUE_AT, due_at))
    pairs.append(SearchAttributePair(attributes.ORDER_STATUS, status))
    return TypedSearchAttributes(pairs)
