"""Starts, updates and signals the workflow of an order. Every call is idempotent, and one that
finds Temporal away raises `ServiceIsUnavailable`, so that an outbox can bring it again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from clients.system.reconciliation_workflow import state_of
from clients.system.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts import search_attributes as attributes
from contracts import workflow as names
from contracts.problems import ServiceIsUnavailable
from contracts.recording import RecordedDecision
from contracts.said import Said, said
from contracts.workflow import (
    DecisionMessage,
    OrderToOpen,
    PaymentAttempt,
    StartDateInput,
)
from wording.markdown import literally
from wording.telling import words

Handle = WorkflowHandle[Any, Any]
COMPLETED = WorkflowExecutionStatus.COMPLETED
SHORT_ID = 8
"""An update's id stands in the history four times and is unique within its order: the random end of
a decision's id (40 bits) will do."""


class OrderWorkflows:
    """The workflows of all orders, by order id."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def state(self, order_id: str) -> names.WorkflowState:
        """How the order's newest workflow is. Raises `ServiceIsUnavailable`."""
        return await state_of(self._client, names.order_workflow_id(order_id))

    async def open(self, order: OrderToOpen) -> None:
        """Start the order's workflow unless it runs or ran; one that takes an order up also follows
        another that was ended by force. An accepted order is never given up:
        whatever Temporal refuses it for (a namespace or search attribute that is not there yet) is
        repaired there, so all of it raises `ServiceIsUnavailable`."""
        try:
            async with away_means_unavailable():
                await self._client.start_workflow(**_start_of(order), rpc_timeout=RPC_TIMEOUT)
        except WorkflowAlreadyStartedError:
            pass  # it ran already and is closed
        except RPCError as error:
            raise ServiceIsUnavailable(
                "workflow_not_started", workflow=order.order_id, error=str(error)
            ) from error

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
        """The order's workflow is done, and a correction follows in one of its own. A first
        decision waits for the order's, which is still to start or to be started again: it alone
        knows whether a payment has to be closed first."""
        if decision.revision == 1 and await self._status(order_id) != COMPLETED:
            raise ServiceIsUnavailable(
                "workflow_ended_by_hand", workflow=order_id, signal=names.DECIDE_SIGNAL
            )
        async with away_means_unavailable():
            handle = await self._client.start_workflow(
                names.START_DATE_WORKFLOW,
                StartDateInput(item_id=decision.item_id, decision=_message_of(decision)),
                id=names.start_date_workflow_id(order_id, decision.decision_id),
                task_queue=names.TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                static_summary=_shown(said("workflow.start_date", order_id=order_id)),
                rpc_timeout=RPC_TIMEOUT,
            )
        return await _in_time(
            lambda: handle.execute_update(names.APPLIED_UPDATE, id="applied"), wait_seconds
        )

    async def pay_again(self, order_id: str, attempt: int) -> None:
        """A hint that the customer wants a new attempt to pay; it is read from orders."""
        await self._signal(
            order_id, names.PAYMENT_ATTEMPTED_SIGNAL, PaymentAttempt(attempt=attempt)
        )

    async def switch_to_request(self, order_id: str) -> None:
        """A hint that the customer asks for approval instead of paying; it is read from orders."""
        await self._signal(order_id, names.SWITCHED_TO_REQUEST_SIGNAL)

    async def attention_changed(self, order_id: str) -> None:
        """A hint that others flagged the order, or that a person solved it. An ended order needs
        none."""
        await self._signal(order_id, names.ATTENTION_CHANGED_SIGNAL)

    async def payment_settled(self, order_id: str) -> None:
        """A hint that a payment settled; the outcome is read there. An ended order needs none."""
        await self._signal(order_id, names.PAYMENT_SETTLED_SIGNAL)

    async def _signal(self, order_id: str, name: str, *arguments: Any) -> None:
        """An order that is done needs no signal; one that has not started yet, or was terminated
        by an operator, keeps it waiting."""
        try:
            async with away_means_unavailable():
                await self._order(order_id).signal(name, args=arguments, rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            if await self._status(order_id) != COMPLETED:
                raise ServiceIsUnavailable(
                    "workflow_ended_by_hand", workflow=order_id, signal=name
                ) from error

    def _order(self, order_id: str) -> Handle:
        return self._client.get_workflow_handle(names.order_workflow_id(order_id))

    async def _status(self, order_id: str) -> WorkflowExecutionStatus | None:
        """How the order's workflow is; `ServiceIsUnavailable` when it has not started yet."""
        try:
            async with away_means_unavailable():
                return (await self._order(order_id).describe(rpc_timeout=RPC_TIMEOUT)).status
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            raise ServiceIsUnavailable("workflow_starts_soon", workflow=order_id) from error


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


def _start_of(order: OrderToOpen) -> dict[str, Any]:
    return {
        "workflow": names.ORDER_WORKFLOW,
        "arg": _terms_of(order),
        "id": names.order_workflow_id(order.order_id),
        "task_queue": names.TASK_QUEUE,
        "id_conflict_policy": WorkflowIDConflictPolicy.USE_EXISTING,
        "id_reuse_policy": WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY
        if order.terms.taken_up
        else WorkflowIDReusePolicy.REJECT_DUPLICATE,
        "search_attributes": _first_attributes(order),
        "static_summary": _summary(order),
        "static_details": _shown(said("workflow.order_path", path=order.terms.path)),
    }


def _terms_of(order: OrderToOpen) -> names.OrderTerms:
    """With titles for operators; what is usual costs no history."""
    titles = [title[: names.LONGEST_TITLE] for title in order.titles[: names.MOST_TITLES]]
    facts = order.terms.model_dump(exclude_defaults=True)
    return names.OrderTerms.model_validate(facts | {"titles": titles})


def _message_of(decision: RecordedDecision) -> DecisionMessage:
    facts = decision.model_dump(include={"decision_id", "verdict", "documents"})
    usual = DecisionMessage(decision_id=decision.decision_id).model_dump()
    return DecisionMessage(
        **{k: v for k, v in facts.items() if k == "decision_id" or v != usual[k]}
    )


def _summary(order: OrderToOpen) -> str:
    """What the operator reads in the list; short, as it is kept in the history."""
    facts = order.model_dump(include={"total_minor", "currency"})
    title, more = literally(order.titles[0][: names.LONGEST_TITLE]), len(order.titles) - 1
    return _shown(said("workflow.order", title=title, count=more, **facts))


def _shown(what: Said) -> str:
    return words(what, "staff", "en")


def _first_attributes(order: OrderToOpen) -> TypedSearchAttributes:
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(attributes.PARTNER_ID, str(order.partner_id)),
        SearchAttributePair(attributes.CUSTOMER_ID, order.customer_id),
        SearchAttributePair(attributes.AMOUNT_MINOR, order.total_minor),
    ]
    if order.terms.path == "upfront":
        status = "waiting_for_payment"
    else:
        status = "waiting_for_approval"
        known = order.terms.taken_up
        since = (known and known.waiting_since) or datetime.now(UTC)
        due_at = since + timedelta(seconds=order.terms.escalation_seconds)
        pairs.append(SearchAttributePair(attributes.APPROVAL_DUE_AT, due_at))
    pairs.append(SearchAttributePair(attributes.ORDER_STATUS, status))
    return TypedSearchAttributes(pairs)
