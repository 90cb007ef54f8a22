"""Makes our books say what the gateway says of a payment, in one transaction, moving forward only.

Nothing else captures, fails or cancels an intent.
"""

from typing import Literal

from chassis.failpoints import failpoint
from chassis.ids import new_id
from chassis.problems import not_found
from contracts.payments import IntentState
from contracts.recording import mismatch_key
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import invoice_entry, payment_entry
from services.payments.domain.collecting.intents import GatewayPayment, Intent, money, next_step
from services.payments.domain.days import day_of
from services.payments.domain.invoicing.items import move_to
from services.payments.messages import ORDER_FLAGGED, OrderFlagged
from services.payments.repository.collecting import intents
from services.payments.repository.collecting.payees import lock_payee
from services.payments.repository.collecting.payments import capture
from services.payments.repository.invoicing import invoices
from services.payments.repository.invoicing.numbers import take_number
from services.payments.use_cases.collecting.change import Change
from services.payments.use_cases.collecting.settle_invoice import settle_invoice


async def apply_gateway_payment(
    context: Context, intent_id: str, payment: GatewayPayment, *, seen: Intent | None = None
) -> Intent:
    """The intent as it is afterwards. Messages to the workflow and refunds follow by themselves.
    `seen` is the intent as the caller has just read it."""
    if seen and next_step(seen, payment, takes_money=True) == "nothing":
        return seen
    async with context.database.begin() as connection:
        known = seen or await intents.intent_by_id(connection, intent_id)
        if known is None:
            raise not_found("payment intent")
        payee = await lock_payee(connection, known)
        attempts = await intents.rivals_of(connection, known, lock=True)
        intent = next(attempt for attempt in attempts if attempt.id == known.id)
        step = next_step(intent, payment, takes_money=payee.takes_money)
        if payment.payment_id is None and intent.gateway_payment_id is not None:
            step = "nothing"  # "the gateway has none" was said before another process opened it
        change = Change(context, connection, intent, payment)
        if step == "capture":
            await change.take_back(
                [one for one in attempts if one.id != intent.id and not one.is_settled]
            )
            await (settle_invoice(change, payee.invoice) if payee.invoice else _capture(change))
        elif step in ("refund", "mismatch"):
            await _give_back(change, step, is_newest=intent.attempt == attempts[0].attempt)
        elif step == "move":
            await _move(change)
    if step == "capture":
        failpoint("payments.capture_committed")
    context.inline.deliver_soon(change.messages)
    return change.intent


async def _capture(change: Change) -> None:
    """Book the payment of an order and issue the invoice that it pays, dated with the capture."""
    intent, connection = change.intent, change.connection
    invoice = await invoices.known_invoice(connection, intent.invoice_id)
    party = invoice.party
    paid_on = day_of(change.captured_at, party)
    items = [move_to(item, paid_on, party.billing_day) for item in invoice.items]
    await invoices.move_segments(connection, invoice, items)
    await change.notify_workflow()
    number = await take_number(connection, party, paid_on)
    payment_id = new_id("pay")
    change.intent = change.captured(paid_on)
    await capture(connection, change.intent, payment_id, number)
    customer = intent.customer_id
    entries = [
        invoice_entry(invoice.id, number.printed, customer, invoice.amount),
        payment_entry(payment_id, customer, intent.gateway, intent.amount_minor),
    ]
    await change.book(intent.currency, entries, after=number.link)


async def _give_back(
    change: Change, step: Literal["refund", "mismatch"], *, is_newest: bool
) -> None:
    """Book money that must not be kept, and its way back: it came too late, or is not what was
    asked for. Then the workflow is told too, as nothing was paid; of an older attempt it does not
    ask, nor of one for an invoice, so that a person is told at once."""
    intent, payment = change.intent, change.payment
    amount_minor, currency = payment.amount_minor or 0, payment.currency or intent.currency
    payment_id = await change.add_payment()
    if payment_id is None:
        return
    if not intent.is_settled:
        mismatch = step == "mismatch"
        failure = _difference(intent, payment) if mismatch else _too_late(intent)
        state: IntentState = "mismatch" if mismatch else "cancelled"
        await change.move(state, captured_at=change.captured_at, failure=failure)
        if mismatch:
            await change.notify_workflow()
            if intent.pays_invoice or not is_newest:
                await _flag(change, failure)
    elif intent.gateway_payment_id is None:
        await change.move(intent.state)  # settled before the gateway's id was known: it pays back
    if not amount_minor:
        return
    entry = payment_entry(payment_id, intent.customer_id, intent.gateway, amount_minor)
    await change.book(currency, [entry])
    await change.give_back(amount_minor, currency)


async def _move(change: Change) -> None:
    """Note what the gateway says: open, on its way, failed or cancelled. A webhook may tell of the
    page before the answer that brings it, or instead of it."""
    intent, payment = change.intent, change.payment
    await change.move(
        payment.state,
        failure=payment.failure,
        page_url=payment.page_url or intent.page_url,
        instructions=payment.instructions or intent.instructions,
    )
    if payment.state == "failed":
        await change.notify_workflow()


def _too_late(intent: Intent) -> Said:
    return said("payment.captured_late", number=intent.pays_number)


async def _flag(change: Change, why: Said) -> None:
    intent = change.intent
    invoice_id = intent.invoice_id if intent.pays_invoice else None
    order_id, key = intent.order_id, mismatch_key(intent.attempt, invoice_id)
    flag = OrderFlagged(order_id=order_id, why=why, key=key)
    await change.send(ORDER_FLAGGED, f"{order_id}/{key}", flag)


def _difference(intent: Intent, payment: GatewayPayment) -> Said:
    captured = money(payment.amount_minor, payment.currency)
    asked = money(intent.amount_minor, intent.currency)
    return said("payment.captured_otherwise", captured=captured, asked=asked)
