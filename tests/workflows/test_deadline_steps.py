"""Whom a deadline that passed is told to, of which items, and with which days."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import cast

import pytest
from temporalio.testing import ActivityEnvironment

from clients.system.services import SystemServices
from contracts.actors import Actor
from contracts.decisions import ItemState
from contracts.notifications import Notify
from contracts.orders import CustomerView
from contracts.recording import DeadlineOutcome, OrderSnapshot, RecordDeadline
from services.orders.views import order_view, progress
from tests.services.orders.domain.cases import order
from workflows.order.messages import Notice, PassedDeadline
from workflows.order.steps.deadlines import DeadlineSteps
from workflows.order.steps.notifications import NotificationSteps

WORKER = Actor(kind="system", id="worker")
LATE = datetime(2023, 1, 1, 23, 30, tzinfo=UTC)
"""In Vienna it is the next day."""
REMINDER = PassedDeadline(
    deadline="reminder",
    since=LATE,
    escalates_at=LATE.replace(day=6),
    expires_at=LATE.replace(day=30),
)
ESCALATION = PassedDeadline(deadline="escalation", since=LATE)


@dataclass
class Services:
    """Orders, which finds the order in these states or that somebody decided; notifications."""

    states: list[ItemState]
    decided_first: bool = False
    told: list[Notify] = field(default_factory=list)

    @property
    def orders(self) -> "Services":
        return self

    @property
    def notifications(self) -> "Services":
        return self

    async def record_deadline(self, _order_id: str, _command: RecordDeadline) -> DeadlineOutcome:
        return DeadlineOutcome(snapshot=None if self.decided_first else await self.snapshot())

    async def snapshot(self, *_: object) -> OrderSnapshot:
        placed = order(*self.states)
        more = {"time_zone": "Europe/Vienna", "escalation_group": "Field"}
        placed = replace(placed, policy=placed.policy.model_copy(update=more))
        mia = CustomerView(id="mia", partner_id=1, name="Mia", email="mia@example.net")
        return OrderSnapshot(
            progress=progress(placed), order=order_view(placed, WORKER), customer=mia
        )

    async def notify(self, *events: Notify) -> None:
        self.told.extend(events)


async def run(services: Services, passed: PassedDeadline) -> bool:
    steps = DeadlineSteps(cast(SystemServices, services))
    return await _environment().run(steps.record_deadline, passed)


def _environment() -> ActivityEnvironment:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, workflow_id="order/ord_1")
    return environment


async def test_days_are_those_of_the_partner() -> None:
    services = Services(["awaiting_approval"])

    assert await run(services, REMINDER)

    (told,) = services.told
    assert told.event == "approval_reminder"
    assert told.since_on == date(2023, 1, 2)
    assert (told.escalates_on, told.expires_on) == (date(2023, 1, 7), date(2023, 1, 31))
    assert (told.escalation_priority, told.escalation_group) == ("", "")


async def test_only_what_is_undecided_is_told_of() -> None:
    services = Services(["approved", "awaiting_approval"])
    await run(services, REMINDER)
    (told,) = services.told
    assert [line.item_id for line in told.lines] == [order(*services.states).items[1].id]
    assert told.total_minor == told.lines[0].gross_minor


async def test_an_escalation_says_what_the_ticket_gets() -> None:
    services = Services(["awaiting_confirmation"])
    await run(services, ESCALATION)
    (told,) = services.told
    assert (told.event, told.expires_on) == ("approval_escalated", None)
    assert (told.escalation_priority, told.escalation_group) == ("urgent", "Field")


async def test_after_a_decision_nobody_is_told() -> None:
    services = Services(["awaiting_approval"], decided_first=True)
    assert await run(services, REMINDER), "and nothing is left to tell"
    assert services.told == []


@pytest.mark.parametrize(("state", "count"), [("awaiting_approval", 1), ("approved", 0)])
async def test_what_had_to_wait_is_not_told_of_what_was_decided_meanwhile(
    state: ItemState, count: int
) -> None:
    services = Services([state])
    earlier_are_on_their_way = REMINDER.model_copy(update={"without_notice": True})
    assert not await run(services, earlier_are_on_their_way)

    steps = NotificationSteps(cast(SystemServices, services))
    await _environment().run(steps.notify, Notice(event="deadline", deadline=REMINDER))

    assert len(services.told) == count
