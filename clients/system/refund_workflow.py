"""Starts the workflow of a refund, or makes it look. Idempotent; when Temporal is away it raises
`ServiceIsUnavailable`, so that an outbox can bring it again."""

from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from clients.system.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts import search_attributes as attributes
from contracts import workflow as names
from contracts.problems import ServiceIsUnavailable
from contracts.said import said
from contracts.workflow import RefundTerms, RefundToStart
from wording.telling import words


class RefundWorkflows:
    """The workflows of all refunds."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def wake(self, refund: RefundToStart) -> bool:
        """Whether it was not there yet, or ended by force, and is started; one that runs is to look
        now. Money that is owed is never given up: whatever Temporal refuses it for is repaired
        there, so all of it raises `ServiceIsUnavailable`."""
        try:
            async with away_means_unavailable():
                await self._client.start_workflow(
                    names.REFUND_WORKFLOW,
                    RefundTerms(order_id=refund.order_id),
                    id=names.refund_workflow_id(refund.id, refund.rounds),
                    task_queue=names.TASK_QUEUE,
                    id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                    search_attributes=_attributes(refund),
                    static_summary=_summary(refund),
                    static_details=words(
                        said("workflow.refund_details", order_id=refund.order_id), "staff", "en"
                    ),
                    rpc_timeout=RPC_TIMEOUT,
                )
        except WorkflowAlreadyStartedError as known:
            await self._look(known.workflow_id)
            return False
        except RPCError as error:
            raise ServiceIsUnavailable(
                "workflow_not_started", workflow=refund.id, error=str(error)
            ) from error
        return True

    async def _look(self, workflow_id: str) -> None:
        """One that is done needs no hint."""
        handle = self._client.get_workflow_handle(workflow_id)
        try:
            async with away_means_unavailable():
                await handle.signal(names.LOOK_SIGNAL, rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise


def _summary(refund: RefundToStart) -> str:
    """What the operator reads in the list; short, as it is kept in the history."""
    facts = refund.model_dump(include={"amount_minor", "currency", "gateway"})
    return words(said("workflow.refund", **facts), "staff", "en")


def _attributes(refund: RefundToStart) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(attributes.PARTNER_ID, str(refund.partner_id)),
            SearchAttributePair(attributes.CUSTOMER_ID, refund.customer_id),
            SearchAttributePair(attributes.AMOUNT_MINOR, refund.amount_minor),
        ]
    )
