"""Makes our books say what the gateway says of a payment, in one transaction, moving forward only.

Nothing else captures, fails or cancels an intent.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import not_found
from chassis.failpoints import failpoint
from chassis.ids import new_id
from chassis.money import format_minor
from services.payments.domain.intents import Intent, Truth, next_step
from services.payments.domain.invoicing import move_to
from services.payments.domain.ledger import invoice_entry, payment_entry
from services.payments.means import REFUND_TOPIC, SETTLED_TOPIC, Means, day_of
from services.payments.repository import intents, invoices
from services.payments.repository.ledger import Account, book
from services.payments.repository.numbers import take_number
from services.payments.repository.refunds import add_refund

LATE = "It was captured after the order was paid or closed; the money goes back."


async def apply_truth(means: Means, intent_id: str, truth: Truth) -> Intent:
    """The intent as it is afterwards. Messages to the workflow and refunds follow by themselves."""
    async with means.database.begin() as connection:
        seen = await intents.intent_by_id(connection, intent_id)
        if seen is None:
            raise not_found("payment intent")
        if next_step(seen, truth, order_takes_money=True) == "nothing":
            return seen
        order = await intents.lock_order(connection, seen.order_id)
        intent = await intents.intent_by_id(connection, intent_id, lock=True) or seen
        takes_money = order.paid_intent_id is None and order.closed_at is None
        step = next_step(intent, truth, order_takes_money=takes_money)
        messages: list[int] = []
        if step == "capture":
            messages = await _capture(means, connection, intent, truth)
        elif step == "refund":
            messages = await _give_back(means, connection, intent, truth)
        elif step != "nothing":
            messages = await _move(means, connection, intent, truth)
        after = await intents.intent_by_id(connection, intent_id) or intent
    if step == "capture":
        failpoint("payments.capture_committed")
    means.deliver_soon(messages)
    return after


async def _capture(
    means: Means, connection: AsyncConnection, intent: Intent, truth: Truth
) -> list[int]:
    """Book the payment and issue the invoice that it pays, dated with the capture."""
    invoice = await invoices.invoice_by_id(connection, intent.invoice_id)
    assert invoice is not None  # noqa: S101 - a foreign key holds it
    party = invoice.party
    captured_at = truth.captured_at or means.clock()
    paid_on = day_of(captured_at, party)
    payment_id = new_id("pay")
    await _add_payment(connection, payment_id, intent, truth, captured_at)
    dated = {"captured_at": captured_at, "paid_on": paid_on, "failure": None}
    await intents.move_intent(
        connection, intent, "captured", gateway_payment_id=truth.payment_id, **dated
    )
    await intents.change_order(connection, intent.order_id, paid_intent_id=intent.id)
    items = [move_to(item, paid_on, party.billing_day) for item in invoice.items]
    await invoices.move_segments(connection, invoice, items)
    message = await _tell_workflow(means, connection, intent)
    number = await take_number(connection, party.partner_id, paid_on, party.numbering_pattern)
    await invoices.change_invoice(
        connection,
        invoice.id,
        state="paid",
        paid_minor=intent.amount_minor,
        issued_on=paid_on,
        **number,
    )
    account = Account(intent.customer_id, intent.partner_id, intent.currency)
    customer, printed = intent.customer_id, str(number["number"])
    entries = [
        invoice_entry(invoice.id, printed, customer, invoice.amount),
        payment_entry(payment_id, customer, intent.gateway, intent.amount_minor),
    ]
    await book(connection, account, entries, means.clock())
    return [message]


async def _give_back(
    means: Means, connection: AsyncConnection, intent: Intent, truth: Truth
) -> list[int]:
    """Book money that must not be taken, and its way back."""
    captured_at = truth.captured_at or means.clock()
    amount_minor = truth.amount_minor or 0
    currency = truth.currency or intent.currency
    payment_id = new_id("pay")
    if not await _add_payment(connection, payment_id, intent, truth, captured_at):
        return []
    if not intent.is_settled:
        await intents.move_intent(
            connection, intent, "cancelled", gateway_payment_id=truth.payment_id, failure=LATE
        )
    if not amount_minor:
        return []
    account = Account(intent.customer_id, intent.partner_id, currency)
    entry = payment_entry(payment_id, intent.customer_id, intent.gateway, amount_minor)
    await book(connection, account, [entry], means.clock())
    refund_id = await add_refund(
        connection,
        f"capture/{intent.id}",
        intent,
        amount_minor=amount_minor,
        currency=currency,
    )
    wanted = {"refund_id": refund_id}
    return [await means.outbox.add(connection, REFUND_TOPIC, refund_id, wanted)]


async def _move(
    means: Means, connection: AsyncConnection, intent: Intent, truth: Truth
) -> list[int]:
    """Note what the gateway says: on its way, failed, cancelled, or captured but not as asked."""
    state, failure = truth.state, truth.failure
    after = replace(intent, state="mismatch" if state == "captured" else state)
    if after.state == "mismatch":
        failure = (
            f"Captured {format_minor(truth.amount_minor or 0, truth.currency or '')} instead of"
            f" {format_minor(intent.amount_minor, intent.currency)}."
        )
    await intents.move_intent(
        connection,
        intent,
        after.state,
        gateway_payment_id=truth.payment_id,
        captured_at=truth.captured_at,
        failure=failure,
    )
    tells = after.state in ("failed", "mismatch")
    return [await _tell_workflow(means, connection, intent)] if tells else []


async def _tell_workflow(means: Means, connection: AsyncConnection, intent: Intent) -> int:
    told = {"order_id": intent.order_id, "attempt": intent.attempt}
    key = f"{intent.order_id}/{intent.attempt}"
    return await means.outbox.add(connection, SETTLED_TOPIC, key, told)


async def _add_payment(
    connection: AsyncConnection,
    payment_id: str,
    intent: Intent,
    truth: Truth,
    captured_at: datetime,
) -> bool:
    return await intents.add_payment(
        connection,
        payment_id,
        intent,
        amount_minor=truth.amount_minor or 0,
        currency=truth.currency or intent.currency,
        captured_at=captured_at,
    )
