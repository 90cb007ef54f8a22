"""Orders against workflows and payments: a workflow that missed how a payment ended is signalled
again, one that is not there is started again, and what that does not heal flags the order."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from temporalio.client import Client

from clients.system.order_workflow import OrderWorkflows
from clients.system.reconciliation_workflow import state_of
from clients.system.services import SystemServices
from contracts.message import Page
from contracts.reconciliation import (
    Finding,
    FindingKind,
    OrderCannotBeStartedAgain,
    ReconciliationPage,
    SettledPayment,
    StartAgain,
    UnfinishedItem,
    UnfinishedOrder,
)
from contracts.recording import RecordAttention, workflow_lost
from contracts.said import Said, said
from contracts.workflow import WorkflowState, order_workflow_id, start_date_workflow_id
from workflows.reconciliation.comparing_orders import correction_ids, judge

ORDERS_A_PAGE = 50
AT_ONCE = 10
START_IS_ON_THE_WAY = timedelta(minutes=2)


@dataclass(frozen=True)
class Patience:
    """Differences of a moment are none, and healing takes its time."""

    look_again_seconds: float = 2
    heals_within_seconds: float = 10
    poll_seconds: float = 0.5


@dataclass(frozen=True)
class Suspect:
    kind: FindingKind
    order: UnfinishedOrder
    payment: SettledPayment | None

    def found(self, what: Said, *, healed: bool = False) -> Finding:
        order, payment = self.order, self.payment
        detail = said(
            "reconciliation.order",
            order_status=order.status,
            attempt=payment and payment.attempt,
            payment_state=payment and payment.state,
            what=what,
        )
        return Finding(
            kind=self.kind,
            subject=order.id,
            order_id=order.id,
            detail=detail,
            healed=healed,
        )


class OrderComparison:
    """Compares pages of unfinished orders."""

    def __init__(
        self, services: SystemServices, client: Client, patience: Patience | None = None
    ) -> None:
        self._services = services
        self._client = client
        self._workflows = OrderWorkflows(client)
        self._patience = patience or Patience()
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def compare_page(
        self, run_id: str, cursor: str | None
    ) -> tuple[ReconciliationPage, list[Finding]]:
        """Those that are off twice, with a pause between, are healed or flagged."""
        page = await self._page(cursor)
        compared = ReconciliationPage(compared_count=len(page.items), next_cursor=page.next_cursor)
        first = await self._suspects(page.items)
        if not first:
            return compared, []
        await asyncio.sleep(self._patience.look_again_seconds)
        again = await self._suspects((await self._page(cursor)).items)
        known = {suspect.order.id: suspect.kind for suspect in first}
        still = [one for one in again if known.get(one.order.id) == one.kind]
        return compared, await asyncio.gather(*(self._heal(run_id, one) for one in still))

    async def _page(self, cursor: str | None) -> Page[UnfinishedOrder]:
        return await self._services.orders.unfinished_orders(cursor=cursor, limit=ORDERS_A_PAGE)

    async def _suspects(self, orders: Sequence[UnfinishedOrder]) -> list[Suspect]:
        settled = await self._services.payments.settled_payments([order.id for order in orders])
        payments = {payment.order_id: payment for payment in settled.items}
        states = await asyncio.gather(*(self._state_of(order) for order in orders))
        return [
            Suspect(kind, order, payments.get(order.id))
            for order, state in zip(orders, states, strict=True)
            if (kind := judge(order, state, payments.get(order.id)))
        ]

    async def _state_of(self, order: UnfinishedOrder) -> WorkflowState:
        """Of the order's workflow, or of the one that still carries out a correction of it."""
        async with self._turns:
            state = await state_of(self._client, order_workflow_id(order.id))
            if state == "missing" and datetime.now(UTC) - order.placed_at < START_IS_ON_THE_WAY:
                return "running"
            if state != "completed":
                return state
            for decision_id in correction_ids(order):
                correction = start_date_workflow_id(order.id, decision_id)
                if await state_of(self._client, correction) == "running":
                    return "running"
            return state

    async def _heal(self, run_id: str, suspect: Suspect) -> Finding:
        order_id = suspect.order.id
        if suspect.kind == "order_behind":
            await self._workflows.payment_settled(order_id)
            healed = await self._comes_true(lambda: self._has_caught_up(suspect))
            return suspect.found(
                said("reconciliation.signalled" if healed else "reconciliation.not_moved"),
                healed=healed,
            )
        if suspect.kind == "active_without_payment":
            return await self._flag(
                suspect, said("reconciliation.unpaid"), suspect.kind, signals=True
            )
        if suspect.kind == "workflow_ended":
            return await self._flag(suspect, workflow_lost(order_id), f"{suspect.kind}/{run_id}")
        with contextlib.suppress(OrderCannotBeStartedAgain):  # by somebody else, in this moment
            await self._services.orders.start_again(order_id, StartAgain(cause=run_id))
        healed = await self._comes_true(lambda: self._is_there(order_id))
        return suspect.found(
            said("reconciliation.started" if healed else "reconciliation.not_started"),
            healed=healed,
        )

    async def _has_caught_up(self, suspect: Suspect) -> bool:
        progress = (await self._services.orders.snapshot(suspect.order.id)).progress
        items = [UnfinishedItem(state=state) for state in progress.items.values()]
        now = suspect.order.model_copy(update={"items": items})
        return judge(now, "running", suspect.payment) is None

    async def _is_there(self, order_id: str) -> bool:
        return await state_of(self._client, order_workflow_id(order_id)) != "missing"

    async def _comes_true(self, look: Callable[[], Awaitable[bool]]) -> bool:
        """Whether it does in time."""
        polls = int(self._patience.heals_within_seconds / self._patience.poll_seconds)
        for _ in range(polls):
            if await look():
                return True
            await asyncio.sleep(self._patience.poll_seconds)
        return False

    async def _flag(
        self, suspect: Suspect, why: Said, key: str, *, signals: bool = False
    ) -> Finding:
        """Not anew each night while nobody has solved it."""
        if why.code not in suspect.order.flags:
            flag = RecordAttention(said=why, key=key, source="reconciliation", signals=signals)
            await self._services.orders.record_attention(suspect.order.id, flag)
        return suspect.found(why)
