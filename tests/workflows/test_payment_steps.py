"""Closing a payment: money that had come is on record before the decision takes effect."""

from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from temporalio.testing import ActivityEnvironment

from clients.system.services import SystemServices
from contracts.message import Page
from contracts.payments import IntentState, PaymentIntentView
from contracts.recording import RecordPaymentResult
from workflows.order.messages import ReasonToClose
from workflows.order.steps.payments import PaymentSteps

PAID_ON = date(2023, 1, 1)


@dataclass
class Services:
    """Orders, where the customer switched to a request; payments with attempts in these states."""

    attempts: dict[int, IntentState]
    recorded: list[tuple[str, RecordPaymentResult]] = field(default_factory=list)

    @property
    def orders(self) -> "Services":
        return self

    @property
    def payments(self) -> "Services":
        return self

    async def snapshot(self, _order_id: str, _decision_id: str | None = None) -> Any:
        return SimpleNamespace(order=SimpleNamespace(path="request"))

    async def close_payment(self, _command: object) -> Page[PaymentIntentView]:
        return Page(items=[_intent(*attempt) for attempt in self.attempts.items()])

    async def record_payment_result(self, order_id: str, result: RecordPaymentResult) -> None:
        self.recorded.append((order_id, result))


@pytest.mark.parametrize("attempt", [1, 2])
async def test_money_that_had_come_is_recorded_whichever_attempt_brought_it(attempt: int) -> None:
    attempts: dict[int, IntentState] = {2: "cancelled", 1: "cancelled"}
    services = Services({**attempts, attempt: "captured"})
    assert await _close(services)
    came = RecordPaymentResult(attempt=attempt, outcome="captured", paid_on=PAID_ON)
    assert services.recorded == [("ord_1", came)]


async def test_without_money_nothing_is_recorded() -> None:
    services = Services({2: "mismatch", 1: "failed"})
    assert not await _close(services)
    assert services.recorded == []


async def _close(services: Services) -> bool:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, workflow_id="order/ord_1")
    steps = PaymentSteps(cast(SystemServices, services))
    return await environment.run(steps.close_payment, ReasonToClose())


def _intent(attempt: int, state: IntentState) -> PaymentIntentView:
    return PaymentIntentView(
        id=f"pin_{attempt}",
        order_id="ord_1",
        invoice_id="inv_1",
        attempt=attempt,
        state=state,
        amount_minor=3_100,
        currency="EUR",
        gateway="simulator",
        page_url=None,
        paid_on=PAID_ON if state == "captured" else None,
    )
