"""What an operator does straight in Temporal, and dates that move after an order's end."""

from datetime import date

import pytest
from temporalio.client import Client, WorkflowExecutionStatus

from contracts.catalog import OfferingFields
from contracts.credits import CreditNoteView
from contracts.decisions import Decide
from contracts.timeline import AuditEntryView
from contracts.workflow import (
    DECIDE_SIGNAL,
    PAYMENT_ATTEMPTED_SIGNAL,
    SWITCHED_TO_REQUEST_SIGNAL,
    order_workflow_id,
    start_date_workflow_id,
)
from scenarios.journey import Journey
from scenarios.offerings import euros
from scenarios.people import new_key
from scenarios.stories import (
    PAID_ON,
    TRUE_START,
    a_paid_order,
    confirm_the_true_start,
    pay_on_the_first,
)
from scenarios.system import System
from tests.e2e.once import ended_right_and_once
from tests.e2e.patience import PATIENCE
from tests.e2e.resetting import reset_to_its_last_task
from tests.e2e.stack_under_test import StackUnderTest
from tests.e2e.watching import is_closed
from tests.stack.commands.part_of_a_stack import turnup

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


async def audit_of(journey: Journey) -> list[AuditEntryView]:
    return (await journey.system.operator.orders.audit(journey.id)).items


async def test_a_decision_signalled_in_temporal_is_as_good_as_one_from_the_portal(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)
    item = journey.placed.order.items[0]
    signalled = {
        "item_id": item.id,
        "verdict": "approve",
        "start_on": TRUE_START.isoformat(),
        "by": "olga",
    }

    order = temporal.get_workflow_handle(order_workflow_id(journey.id))
    await order.signal(DECIDE_SIGNAL, signalled)

    await ended_right_and_once(journey, temporal, stack.state)
    decided = [e for e in await audit_of(journey) if e.action == "decided_approve"]
    assert [entry.actor for entry in decided] == ["operator/olga"]


@pytest.mark.parametrize(
    ("signal", "content", "why"),
    [
        pytest.param(DECIDE_SIGNAL, "approve it!", "Input should be", id="not a decision"),
        pytest.param(
            DECIDE_SIGNAL, {"verdict": "approve"}, "item_id: this is missing", id="no item"
        ),
        pytest.param(
            DECIDE_SIGNAL,
            {"item_id": "itm_other", "verdict": "reject", "reason": "No.", "by": "olga"},
            "itm_other",
            id="another order's item",
        ),
        pytest.param(
            DECIDE_SIGNAL,
            {"decision_id": "dec_x"},
            "dec_x",
            id="an invented decision",
        ),
        pytest.param("aprove", {"by": "olga"}, "There is no such signal.", id="a misspelt signal"),
    ],
)
async def test_a_bad_signal_is_refused_and_recorded_and_the_order_goes_on(
    signal: str,
    content: object,
    why: str,
    stack: StackUnderTest,
    system: System,
    temporal: Client,
) -> None:
    journey = await a_paid_order(system)
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))

    await order.signal(signal, content)

    audit = await PATIENCE.until(
        lambda: audit_of(journey),
        lambda entries: any(e.action == f"refused_{signal}" for e in entries),
        "the refusal in the audit",
    )
    assert [why in e.reason.text for e in audit if e.action == f"refused_{signal}"] == [True]
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize(
    ("signal", "content"),
    [
        pytest.param(
            DECIDE_SIGNAL,
            [{"decision_id": "dec_forged", "item_id": "itm_1", "verdict": "approve"}],
            id="a decision that nobody made",
        ),
        pytest.param(PAYMENT_ATTEMPTED_SIGNAL, [{"attempt": 7}], id="an attempt that nobody made"),
        pytest.param(SWITCHED_TO_REQUEST_SIGNAL, [], id="a switch that nobody asked for"),
    ],
)
async def test_a_forged_signal_leaves_the_customer_the_payment_page(
    signal: str,
    content: list[object],
    stack: StackUnderTest,
    system: System,
    temporal: Client,
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    orders = journey.customer.services.orders
    before = await PATIENCE.until(
        lambda: orders.payment_page(journey.id), lambda page: page.outcome == "pay_now", "the page"
    )
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))

    await order.signal(signal, args=content)

    await PATIENCE.until(
        lambda: audit_of(journey),
        lambda entries: any(e.action == f"refused_{signal}" for e in entries),
        "the refusal in the audit",
    )
    assert await orders.payment_page(journey.id) == before
    await pay_on_the_first(journey)
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


async def test_what_is_decided_while_a_workflow_is_terminated_is_carried_out_after_its_restart(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))

    await order.terminate("a mistake")
    decided = await journey.decide_once(Decide(verdict="approve", start_on=TRUE_START))
    assert not decided.applied
    assert await notes_of(journey) == []

    code, _ = await turnup(stack.folder, "order", "restart", journey.id)
    assert code == 0
    assert (await journey.ends("completed")).items[0].start_on == TRUE_START
    notes = await notes_of(journey)
    assert [note.amount.gross_minor for note in notes] == [1_300]


async def test_an_unpaid_order_whose_workflow_was_terminated_goes_on_after_a_reset(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))

    await order.terminate("a mistake")
    await journey.pay(on=PAID_ON)
    payments = system.operator.payments
    await PATIENCE.until(
        lambda: payments.payments(order_id=journey.id), lambda page: bool(page.items), "the money"
    )
    # The money is safe and booked; the news of it is kept until somebody resets the order.
    assert (await journey.order()).status == "waiting_for_payment"
    await reset_to_its_last_task(temporal, journey.id)

    await journey.is_paid()
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


async def test_one_command_starts_what_was_terminated_again_and_only_that(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)
    restart = (stack.folder, "order", "restart", journey.id)
    code, said = await turnup(*restart)
    assert (code, "The order's workflow runs. Nothing was started" in said) == (1, True)

    await temporal.get_workflow_handle(order_workflow_id(journey.id)).terminate("a mistake")
    code, said = await turnup(*restart)
    assert (code, "Another workflow takes it up where it stands" in said) == (0, True)

    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)
    actions = [entry.action for entry in await audit_of(journey)]
    assert actions.count("workflow_started_again") == 1


async def test_dates_that_move_after_the_end_are_credited_to_the_cent(
    system: System, temporal: Client
) -> None:
    fields = OfferingFields(kind="recurring", title="Thirty", price=euros(3_000))
    plan = await system.operator.catalog.create_offering(fields, key=new_key())
    journey = await Journey.at_once(system, plan)
    await pay_on_the_first(journey)
    await journey.approve(TRUE_START)
    await journey.ends()
    await is_closed(temporal, journey.id)
    assert in_force(await notes_of(journey)) == [1_258]

    later = await journey.move(date(2023, 1, 20))
    assert in_force(await notes_of(journey)) == [1_258, 581]
    await is_closed_too(temporal, journey.id, later.decision.id)

    earlier = await journey.move(date(2023, 1, 10))
    notes = await notes_of(journey)
    assert in_force(notes) == [871]
    voided = [note for note in notes if note.state == "voided"]
    assert [note.amount.gross_minor for note in voided] == [1_258, 581]
    assert sorted(notes[-1].replaces) == sorted(note.number for note in voided)
    await is_closed_too(temporal, journey.id, earlier.decision.id)

    customer, partner_id = journey.customer.id, journey.customer.partner_id
    subscription = await system.operator.orders.subscriptions(
        customer_id=customer, partner_id=partner_id
    )
    assert [s.start_on for s in subscription.items] == [date(2023, 1, 10)]
    account = await system.operator.payments.account(customer, partner_id=partner_id)
    assert account.balance_minor == -871


async def notes_of(journey: Journey) -> list[CreditNoteView]:
    """Oldest first."""
    notes = await journey.system.operator.payments.credit_notes(order_id=journey.id)
    return sorted(notes.items, key=lambda note: note.revision)


def in_force(notes: list[CreditNoteView]) -> list[int]:
    return [note.amount.gross_minor for note in notes if note.state != "voided"]


async def is_closed_too(temporal: Client, order_id: str, decision_id: str) -> None:
    """The correction ran as a workflow of its own, and has told everybody."""
    correction = temporal.get_workflow_handle(start_date_workflow_id(order_id, decision_id))

    async def status() -> WorkflowExecutionStatus | None:
        return (await correction.describe()).status

    await PATIENCE.until(
        status, lambda now: now == WorkflowExecutionStatus.COMPLETED, f"{decision_id} to end"
    )
