"""Orders against their workflows on a real Temporal: who missed an outcome is signalled
again, what is not there is started again, and what ended early is shown to a person."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from temporalio.client import Client, WorkflowExecutionStatus

from clients.system.order_workflow import OrderWorkflows
from clients.system.reconciliation_workflow import state_of
from clients.system.services import SystemServices
from contracts.message import Page
from contracts.payments import IntentState
from contracts.reconciliation import (
    FindingKind,
    OrderCannotBeStartedAgain,
    SettledPayment,
    SettledPayments,
    StartAgain,
    UnfinishedItem,
    UnfinishedOrder,
)
from contracts.recording import WORKFLOW_LOST, OrderProgress, RecordAttention, workflow_lost
from contracts.said import Said, said
from contracts.workflow import OrderTerms, OrderToOpen, order_workflow_id
from tests.workflows.conftest import RunningOrder, StartOrder
from tests.workflows.unfinished import unfinished
from workflows.reconciliation.steps.orders import OrderComparison, Patience

pytestmark = pytest.mark.engines

QUICK = Patience(look_again_seconds=0.05, heals_within_seconds=10, poll_seconds=0.05)
AT_ONCE = Patience(look_again_seconds=0, heals_within_seconds=0.2, poll_seconds=0.05)


@dataclass
class TwoServices:
    """What orders and payments say, and what they were told."""

    orders: list[UnfinishedOrder] = field(default_factory=list)
    payments: list[SettledPayment] = field(default_factory=list)
    running: dict[str, RunningOrder] = field(default_factory=dict)
    flagged: dict[str, Said] = field(default_factory=dict)
    flag_keys: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    may_start: bool = True
    client: Client | None = None

    def as_services(self) -> SystemServices:
        return cast(SystemServices, _Both(self, self))

    def settle(self, order_id: str, state: IntentState = "captured", attempt: int = 1) -> None:
        self.payments.append(SettledPayment(order_id=order_id, attempt=attempt, state=state))

    async def unfinished_orders(self, **_: Any) -> Page[UnfinishedOrder]:
        current = [self._now(order) for order in self.orders]
        return Page(items=current, next_cursor=None)

    async def settled_payments(self, order_ids: list[str]) -> SettledPayments:
        return SettledPayments(items=[p for p in self.payments if p.order_id in order_ids])

    async def snapshot(self, order_id: str) -> Any:
        items = self.running[order_id].world.items
        return SimpleNamespace(progress=SimpleNamespace(items=items))

    async def record_attention(self, order_id: str, command: RecordAttention) -> OrderProgress:
        assert command.said
        assert command.key
        self.flagged[order_id] = command.said
        self.flag_keys.append(command.key)
        return OrderProgress(status="needs_attention", items={})

    async def start_again(self, order_id: str, _: StartAgain) -> UnfinishedOrder:
        if not self.may_start:
            raise OrderCannotBeStartedAgain(detail="Too far on its way.")
        self.started.append(order_id)
        terms = OrderTerms(path="request", payment_seconds=60, approval_seconds=3_600)
        if self.client:
            await OrderWorkflows(self.client).open(
                OrderToOpen(
                    order_id=order_id,
                    partner_id=1,
                    customer_id="mia",
                    currency="EUR",
                    total_minor=3_100,
                    titles=["Fibre 100"],
                    terms=terms,
                )
            )
        return self.orders[0]

    def _now(self, order: UnfinishedOrder) -> UnfinishedOrder:
        running = self.running.get(order.id)
        if running is None:
            return order
        items = [UnfinishedItem(state=state) for state in running.world.items.values()]
        return order.model_copy(update={"items": items})


@dataclass
class _Both:
    orders: TwoServices
    payments: TwoServices


async def compared(
    services: TwoServices, client: Client, patience: Patience = AT_ONCE
) -> list[tuple[FindingKind, str, bool]]:
    comparison = OrderComparison(services.as_services(), client, patience)
    page, findings = await comparison.compare_page("rec_1", None)
    assert (page.compared_count, page.next_cursor) == (len(services.orders), None)
    assert all(one.order_id == one.subject for one in findings)
    return [(one.kind, one.subject, one.healed) for one in findings]


@pytest.fixture
async def running(start_order: StartOrder) -> RunningOrder:
    """Waits for a payment that it has looked up and found open."""
    order = await start_order()
    await order.until_open()
    await order.until_read()
    return order


async def test_an_order_that_runs_as_it_should_is_no_difference(
    client: Client, running: RunningOrder
) -> None:
    services = TwoServices([unfinished(running.id, "awaiting_payment")])
    services.settle(running.id, "open")
    assert await compared(services, client) == []


async def test_an_order_that_does_not_know_of_its_capture_is_told_and_moves_on(
    client: Client, running: RunningOrder
) -> None:
    services = TwoServices([unfinished(running.id, "awaiting_payment")])
    services.running[running.id] = running
    services.settle(running.id)
    running.world.captured = 1  # and no hint came

    assert await compared(services, client, QUICK) == [("order_behind", running.id, True)]
    assert running.world.items == {"it_1": "awaiting_confirmation"}


async def test_an_order_that_moves_on_by_itself_meanwhile_is_no_difference(
    client: Client, running: RunningOrder
) -> None:
    services = TwoServices([unfinished(running.id, "awaiting_payment")])
    services.running[running.id] = running
    services.settle(running.id)
    await running.settle()
    await running.until_in("it_1", "awaiting_confirmation")
    assert await compared(services, client) == []


async def test_an_order_that_does_not_move_though_it_was_told_needs_a_person(
    client: Client, running: RunningOrder
) -> None:
    services = TwoServices([unfinished(running.id, "awaiting_payment")])
    services.running[running.id] = running
    services.settle(running.id, "failed")
    assert await compared(services, client) == [("order_behind", running.id, False)]


async def test_a_workflow_that_is_not_there_is_started_again(client: Client) -> None:
    services = TwoServices([unfinished("ord_lost", "awaiting_payment")], client=client)

    assert await compared(services, client, QUICK) == [("workflow_missing", "ord_lost", True)]

    assert services.started == ["ord_lost"]
    assert await state_of(client, order_workflow_id("ord_lost")) == "running"
    await client.get_workflow_handle(order_workflow_id("ord_lost")).terminate()


async def test_a_start_that_does_not_come_through_needs_a_person(client: Client) -> None:
    services = TwoServices([unfinished("ord_waiting", "awaiting_payment")])
    assert await compared(services, client) == [("workflow_missing", "ord_waiting", False)]
    assert services.flagged == {}


async def test_one_that_somebody_else_started_in_this_moment_is_left_alone(client: Client) -> None:
    services = TwoServices([unfinished("ord_far", "scheduled", path="request")], may_start=False)
    assert await compared(services, client) == [("workflow_missing", "ord_far", False)]
    assert services.flagged == {}


async def test_an_order_of_this_minute_is_given_time_to_start(client: Client) -> None:
    just_now = unfinished("ord_new", "awaiting_payment", placed_at=datetime.now(UTC))
    assert await compared(TwoServices([just_now]), client) == []


async def test_a_workflow_that_was_ended_by_hand_flags_the_order(
    client: Client, running: RunningOrder
) -> None:
    services = TwoServices([unfinished(running.id, "awaiting_payment")])
    await running.handle.terminate()

    assert await compared(services, client) == [("workflow_ended", running.id, False)]
    assert services.flagged[running.id] == workflow_lost(running.id)
    flagged = {"flags": [WORKFLOW_LOST]}
    services.orders = [order.model_copy(update=flagged) for order in services.orders]
    assert await compared(services, client) == [("workflow_ended", running.id, False)]
    assert services.flag_keys == ["workflow_ended/rec_1"], "not anew while nobody has solved it"


async def test_one_broken_order_does_not_hide_the_others(
    client: Client, start_order: StartOrder
) -> None:
    orders = [await start_order("request") for _ in range(3)]
    for ended in orders[:2]:
        await ended.handle.terminate()
    services = TwoServices([unfinished(order.id, "awaiting_approval") for order in orders])
    assert await compared(services, client) == [
        ("workflow_ended", orders[0].id, False),
        ("workflow_ended", orders[1].id, False),
    ]


async def test_an_order_whose_correction_still_runs_is_no_difference(
    client: Client, start_order: StartOrder
) -> None:
    order = await start_order("request")
    decision = order.world.decide("it_1", "approve", "invoice")
    await order.workflows.apply_decision(order.id, decision, wait_seconds=10)
    await order.handle.result()
    assert (await order.handle.describe()).status == WorkflowExecutionStatus.COMPLETED
    moved = unfinished(order.id, "scheduled", path="request", revision=2)
    services = TwoServices([moved])

    assert await compared(services, client) == [("workflow_ended", order.id, False)]

    correction = await client.start_workflow(
        "StartDateWorkflow",
        {"item_id": "it_1", "decision": {"decision_id": "dec_2"}},
        id=f"order/{order.id}/start-date/dec_2",
        task_queue="nobody-works-here",
    )
    assert await compared(services, client) == []
    await correction.terminate()


async def test_an_order_that_runs_without_its_money_flags_it_once(
    client: Client, running: RunningOrder
) -> None:
    services = TwoServices([unfinished(running.id, "awaiting_confirmation")])
    services.settle(running.id, "failed")
    for _ in range(2):
        assert await compared(services, client) == [("active_without_payment", running.id, False)]
    assert services.flagged[running.id] == said("reconciliation.unpaid")
    assert services.flag_keys == ["active_without_payment"] * 2
