"""Makes our books say what the gateway says of a payment, in one transaction, moving forward only.

Nothing else captures, fails or cancels an intent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal, Unpack

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.ids import new_id
from chassis.problems import not_found
from chassis.topics import Payload, Topic
from contracts.payments import IntentState
from contracts.recording import mismatch_key
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.bookkeeping.chain import Link
from services.payments.domain.bookkeeping.ledger import Account, Entry, invoice_entry, payment_entry
from services.payments.domain.collecting.intents import (
    GatewayPayment,
    Intent,
    IntentChange,
    money,
    next_step,
)
from services.payments.domain.collecting.payments import Payment
from services.payments.domain.days import day_of
from services.payments.domain.invoicing.items import move_to
from services.payments.messages import (
    ATTEMPT_REPLACED,
    ORDER_FLAGGED,
    PAYMENT_SETTLED,
    REFUND_OWED,
    AttemptReplaced,
    OrderFlagged,
    PaymentSettled,
    RefundOwed,
)
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.collecting import intents
from services.payments.repository.collecting.payments import add_payment, capture
from services.payments.repository.invoicing import invoices
from services.payments.repository.invoicing.numbers import take_number
from services.payments.repository.refunding.refunds import add_refund

CLOCKS_DIFFER = timedelta(days=1)
LATE = said("payment.captured_late")


async def apply_gateway_payment(
    context: Context, intent_id: str, payment: GatewayPayment, *, seen: Intent | None = None
) -> Intent:
    """The intent as it is afterwards. Messages to the workflow and refunds follow by themselves.
    `seen` is the intent as the caller has just read it."""
    if seen and next_step(seen, payment, order_takes_money=True) == "nothing":
        return seen
    async with context.database.begin() as connection:
        known = seen or await intents.intent_by_id(connection, intent_id)
        if known is None:
            raise not_found("payment intent")
        order = await intents.lock_known_order(connection, known.order_id)
        attempts = await intents.lock_intents(connection, known.order_id)
        intent = next(attempt for attempt in attempts if attempt.id == known.id)
        step = next_step(intent, payment, order_takes_money=order.takes_money)
        if payment.payment_id is None and intent.gateway_payment_id is not None:
            step = "nothing"  # "the gateway has none" was said before another process opened it
        change = Change(context, connection, intent, payment)
        if step == "capture":
            others = [one for one in attempts if one.id != intent.id and not one.is_settled]
            await _capture(change, others)
        elif step in ("refund", "mismatch"):
            await _give_back(change, step, is_newest=intent.attempt == attempts[0].attempt)
        elif step == "move":
            await _move(change)
    if step == "capture":
        failpoint("payments.capture_committed")
    context.inline.deliver_soon(change.messages)
    return change.intent


@dataclass
class Change:
    """One transaction on an intent. `messages` are delivered once it is committed."""

    context: Context
    connection: AsyncConnection
    intent: Intent
    payment: GatewayPayment
    messages: list[int] = field(default_factory=list)

    @property
    def captured_at(self) -> datetime:
        """As the gateway says, unless that is in the future: numbers and days follow from it."""
        now = self.context.now()
        said = self.payment.captured_at or now
        return said if said < now + CLOCKS_DIFFER else now

    @property
    def gateway_payment_id(self) -> str | None:
        return self.payment.payment_id or self.intent.gateway_payment_id

    def captured(self, paid_on: date) -> Intent:
        """The intent as it is once it is captured."""
        return replace(
            self.intent,
            state="captured",
            gateway_payment_id=self.gateway_payment_id,
            captured_at=self.captured_at,
            paid_on=paid_on,
            failure=None,
        )

    async def move(self, state: IntentState, **change: Unpack[IntentChange]) -> None:
        known: IntentChange = {"gateway_payment_id": self.gateway_payment_id, **change}
        self.intent = await intents.move_intent(self.connection, self.intent, state, **known)

    async def send(self, topic: Topic[Payload], key: str, payload: Payload) -> None:
        message = await topic.add(self.context.outbox, self.connection, key, payload)
        self.messages.append(message)

    async def notify_workflow(self) -> None:
        order_id, attempt = self.intent.order_id, self.intent.attempt
        await self.send(PAYMENT_SETTLED, f"{order_id}/{attempt}", PaymentSettled(order_id=order_id))

    async def book(
        self, currency: str, entries: Sequence[Entry], after: Link | None = None
    ) -> None:
        account = Account(self.intent.customer_id, self.intent.partner_id, currency)
        await book(self.connection, account, entries, self.context.now(), after=after)

    async def add_payment(self) -> str | None:
        """The new payment's id; None if the capture is booked already."""
        payment = Payment(
            id=new_id("pay"),
            order_id=self.intent.order_id,
            customer_id=self.intent.customer_id,
            partner_id=self.intent.partner_id,
            currency=self.payment.currency or self.intent.currency,
            invoice_id=self.intent.invoice_id,
            amount_minor=self.payment.amount_minor or 0,
            captured_at=self.captured_at,
            intent_id=self.intent.id,
        )
        return payment.id if await add_payment(self.connection, payment) else None


async def _capture(change: Change, others: Sequence[Intent]) -> None:
    """Book the payment and issue the invoice that it pays, dated with the capture. Nothing else
    can be paid any more: the other attempts are taken back."""
    intent, connection = change.intent, change.connection
    invoice = await invoices.known_invoice(connection, intent.invoice_id)
    party = invoice.party
    paid_on = day_of(change.captured_at, party)
    items = [move_to(item, paid_on, party.billing_day) for item in invoice.items]
    await invoices.move_segments(connection, invoice, items)
    await change.notify_workflow()
    for other in others:
        await change.send(ATTEMPT_REPLACED, other.id, AttemptReplaced(intent_id=other.id))
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
    ask, so that a person is told at once."""
    intent, payment = change.intent, change.payment
    amount_minor, currency = payment.amount_minor or 0, payment.currency or intent.currency
    payment_id = await change.add_payment()
    if payment_id is None:
        return
    if not intent.is_settled:
        mismatch = step == "mismatch"
        failure = _difference(intent, payment) if mismatch else LATE
        state: IntentState = "mismatch" if mismatch else "cancelled"
        await change.move(state, captured_at=change.captured_at, failure=failure)
        if mismatch:
            await change.notify_workflow()
            if not is_newest:
                await _flag(change, failure)
    elif intent.gateway_payment_id is None:
        await change.move(intent.state)  # settled before the gateway's id was known: it pays back
    if not amount_minor:
        return
    entry = payment_entry(payment_id, intent.customer_id, intent.gateway, amount_minor)
    await change.book(currency, [entry])
    key = f"capture/{intent.id}"
    refund_id = await add_refund(
        change.connection, key, intent, amount_minor=amount_minor, currency=currency
    )
    await change.send(REFUND_OWED, refund_id, RefundOwed(refund_id=refund_id))


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


async def _flag(change: Change, why: Said) -> None:
    order_id, key = change.intent.order_id, mismatch_key(change.intent.attempt)
    flag = OrderFlagged(order_id=order_id, why=why, key=key)
    await change.send(ORDER_FLAGGED, f"{order_id}/{key}", flag)


def _difference(intent: Intent, payment: GatewayPayment) -> Said:
    captured = money(payment.amount_minor, payment.currency)
    asked = money(intent.amount_minor, intent.currency)
    return said("payment.captured_otherwise", captured=captured, asked=asked)
