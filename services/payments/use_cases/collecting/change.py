"""One transaction that makes an intent, and what it pays, follow what its gateway says."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Unpack

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.topics import Payload, Topic
from contracts.payments import IntentState
from services.payments.context import Context
from services.payments.domain.bookkeeping.chain import Link
from services.payments.domain.bookkeeping.ledger import Account, Entry
from services.payments.domain.collecting.intents import GatewayPayment, Intent, IntentChange
from services.payments.domain.collecting.payments import Payment
from services.payments.messages import (
    ATTEMPT_REPLACED,
    PAYMENT_SETTLED,
    REFUND_OWED,
    AttemptReplaced,
    PaymentSettled,
    RefundOwed,
)
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.collecting import intents
from services.payments.repository.collecting.payments import add_payment
from services.payments.repository.refunding.refunds import add_refund

CLOCKS_DIFFER = timedelta(days=1)


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
        """Of the order; nothing waits for an invoice that is paid later."""
        if self.intent.pays_invoice:
            return
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

    async def take_back(self, others: Sequence[Intent]) -> None:
        """Nothing more is to be paid by them: their gateways are told."""
        for other in others:
            await self.send(ATTEMPT_REPLACED, other.id, AttemptReplaced(intent_id=other.id))

    async def give_back(self, amount_minor: int, currency: str) -> None:
        """So much of what it captured, once."""
        key = f"capture/{self.intent.id}"
        refund_id = await add_refund(
            self.connection, key, self.intent, amount_minor=amount_minor, currency=currency
        )
        await self.send(REFUND_OWED, refund_id, RefundOwed(refund_id=refund_id))
