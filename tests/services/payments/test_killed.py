"""Payments as a process, killed around a charge and a refund: it goes on, and does each once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr

from contracts.payments import PaymentIntentView
from contracts.problems import ServiceIsUnavailable
from tests.patience import eventually
from tests.services.payments.billing import rejected
from tests.services.payments.processes import PAYMENTS, Processes, processes_in
from tests.services.payments.torture.acting import until_answered
from tests.services.payments.world import payment_order

pytestmark = [pytest.mark.engines, pytest.mark.e2e]


@pytest.fixture
async def processes(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr], tmp_path: Path
) -> AsyncIterator[Processes]:
    async with processes_in(tmp_path, new_database("payments_killed"), token_keys) as running:
        yield running


async def test_killed_at_every_step_around_the_charge_there_is_one_capture(
    processes: Processes,
) -> None:
    order = payment_order()
    for failpoint in ("payments.before_charge", "payments.checkout_opened"):
        processes.arm(failpoint)
        with pytest.raises(ServiceIsUnavailable):
            await processes.client.open_payment(order)
        await processes.restart_once_killed()
    intent = await processes.client.open_payment(order)
    assert intent.state == "open"
    assert intent.page_url is not None

    steps = ("payments.webhook_kept", "payments.gateway_asked", "payments.capture_committed")
    processes.arm(steps[0])
    await processes.pay(intent.page_url)
    for following in (*steps[1:], None):
        if following:
            processes.arm(following)
        await processes.restart_once_killed()

    async def captured() -> PaymentIntentView | None:
        now = await processes.client.look_up(order.order_id, 1)
        return now if now.state == "captured" else None

    await eventually(captured)
    charges, _ = await processes.book()
    assert [charge.amount_minor for charge in charges] == [3_100]
    [payment] = (await processes.client.payments(order_id=order.order_id)).items
    assert payment.intent_id == intent.id
    whose = order.party
    account = await processes.client.account(whose.customer_id, partner_id=whose.partner_id)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]


async def test_killed_at_every_step_around_a_refund_the_money_goes_back_once(
    processes: Processes,
) -> None:
    order = payment_order()
    intent = await processes.client.open_payment(order)
    assert intent.page_url is not None
    await processes.pay(intent.page_url)

    async def captured() -> bool | None:
        now = await processes.client.look_up(order.order_id, 1)
        return now.state == "captured" or None

    await eventually(captured)
    processes.arm("payments.before_refund")
    everything = rejected(order.lines[0].item_id, refund_to="card")
    await processes.client.issue_credit(everything)
    [refund] = (await processes.client.refunds(order_id=order.order_id)).items
    ask = partial(processes.client.take_refund_step, refund.id, 0)
    asking = asyncio.create_task(until_answered(ask))  # as its workflow does
    await asyncio.to_thread(processes.running[PAYMENTS].wait, 20)
    processes.arm("payments.refund_made")
    await processes.restart_once_killed()
    await processes.restart_once_killed()

    assert (await asking).outcome == "succeeded"
    _, refunds = await processes.book()
    assert [(refund.state, refund.amount_minor) for refund in refunds] == [("succeeded", 3_100)]
    whose = order.party
    account = await processes.client.account(whose.customer_id, partner_id=whose.partner_id)
    assert [e.kind for e in account.entries] == ["refund", "credit_note", "payment", "invoice"]
    assert account.balance_minor == 0
