"""Looks every minute for orders whose workflow was ended by force (terminated, failed, timed out),
and flags those that are not done, so that nobody has to wait for the nightly reconciliation. It
starts none again: whoever ended it may have had a reason."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from clients.system.reconciliation_workflow import state_of
from clients.system.services import SystemServices
from clients.system.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts.decisions import DONE
from contracts.problems import ObjectIsNotFound, Problem
from contracts.recording import WORKFLOW_LOST, OrderSnapshot, RecordAttention, workflow_lost
from contracts.workflow import ORDER_WORKFLOW, START_DATE_WORKFLOW

LOOK_EVERY_SECONDS = 60.0
FIRST_LOOK_BACK = timedelta(days=1)
"""What ended while no worker was there; what is older the reconciliation finds."""
LISTED_LATE = timedelta(minutes=2)
"""Temporal lists a closed workflow a moment after it closed."""
QUERY = (
    f"WorkflowType IN ('{ORDER_WORKFLOW}', '{START_DATE_WORKFLOW}')"
    " AND ExecutionStatus IN ('Terminated', 'Failed', 'Canceled', 'TimedOut')"
)

log = structlog.get_logger()


class Lookout:
    """Asks Temporal for what ended by force, and orders whether something is left to do."""

    def __init__(self, client: Client, services: SystemServices) -> None:
        self._client = client
        self._services = services
        self._since = datetime.now(UTC) - FIRST_LOOK_BACK

    async def keep_looking(self) -> None:
        """Until cancelled; while somebody is away it looks back as far as it has not seen yet. What
        nobody foresaw ends no watch."""
        while True:
            try:
                await self.look()
            except (Problem, RPCError) as error:
                log.warning("lookout_sees_nothing", reason=str(error))
            except Exception as error:
                log.error("lookout_failed", exc_info=error)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> list[str]:
        """The orders that were flagged, each once for every workflow that it lost."""
        began = datetime.now(UTC)
        query = f"{QUERY} AND CloseTime > '{(self._since - LISTED_LATE).isoformat()}'"
        async with away_means_unavailable():
            ended = [
                (one.id, one.run_id)
                async for one in self._client.list_workflows(query, rpc_timeout=RPC_TIMEOUT)
            ]
        flagged = [order for one in ended if (order := await self._flag_if_lost(*one))]
        self._since = began
        return flagged

    async def _flag_if_lost(self, workflow_id: str, run_id: str) -> str | None:
        """None where it was started again or reset since, where nothing is left to do, and where
        it is flagged already, perhaps by the reconciliation."""
        if await state_of(self._client, workflow_id) != "ended":
            return None
        kind, _, order = workflow_id.partition("/")
        if kind != "order":  # somebody started it by hand
            return None
        order_id = order.partition("/")[0]
        try:
            snapshot = await self._services.orders.snapshot(order_id)
        except ObjectIsNotFound:
            return None
        if _is_done(snapshot) or _is_flagged(snapshot):
            return None
        flag = RecordAttention(
            said=workflow_lost(order_id), key=f"workflow_ended/{run_id}", source="reconciliation"
        )
        await self._services.orders.record_attention(order_id, flag)
        return order_id


def _is_flagged(snapshot: OrderSnapshot) -> bool:
    return any(flag.why.code == WORKFLOW_LOST for flag in snapshot.order.attention)


def _is_done(snapshot: OrderSnapshot) -> bool:
    decisions = [item.decision for item in snapshot.order.items if item.decision]
    is_carried_out = all(one.applied_at for one in decisions)
    return is_carried_out and DONE.issuperset(snapshot.progress.items.values())
