"""Payments as a process, killed around a charge and a refund: it goes on, and does each once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.invoice_payments import PayInvoice
from contracts.payments import PaymentIntentView
from contracts.problems import ServiceIsUnavailable
from tests.patience import eventually
from tests.services.payments.billing import rejected
from tests.services.payments.processes import PAYMENTS, Processes, processes_in
from tests.services.payments.torture.acting import until_answered
from tests.services.payments.world import party, payment_order, request_invoice

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


@pytest.mark.nightly
async def test_killed_at_every_step_an_open_invoice_is_paid_once(processes: Processes) -> None:
    payer = party().model_copy(update={"payment_methods": ["page"]})
    invoice = await processes.client.issue_invoice(request_invoice(payer=payer))
    mia = Actor(kind="customer", id=payer.customer_id, partner_id=payer.partner_id)
    customer = processes.client.as_actor(mia)
    command, key = PayInvoice(payment_method="simulator"), new_id("key")
    steps = ("invoice_attempt_recorded", "before_charge", "checkout_opened")
    for failpoint in steps:
        processes.arm(f"payments.{failpoint}")
        with pytest.raises(ServiceIsUnavailable):
            await customer.pay_invoice(invoice.id, command, key=new_id("key"))
        await processes.restart_once_killed()
    attempt = await customer.pay_invoice(invoice.id, command, key=key)
    assert (attempt.state, attempt.attempt) == ("open", 1)
    assert attempt.page_url is not None

    after = ("payments.webhook_kept", "payments.gateway_asked", "payments.capture_committed")
    processes.arm(after[0])
    await processes.pay(attempt.page_url)
    for following in (*after[1:], None):
        if following:
            processes.arm(following)
        await processes.restart_once_killed()

    async def paid() -> bool | None:
        return (await customer.invoice(invoice.id)).state == "paid" or None

    await eventually(paid)
    charges, refunds = await processes.book()
    assert ([one.amount_minor for one in charges], refunds) == ([3_100], [])
    account = await processes.client.account(payer.customer_id, partner_id=payer.partner_id)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]
