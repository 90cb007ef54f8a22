"""The steps that open, settle and close payments, and issue documents."""

from temporalio import activity

from contracts.recording import (
    PaymentAttemptIsNotRecorded,
    SwitchIsNotRecorded,
)
from contracts.workflow import PaymentAttempt
from tests.workflows.order_on_record import OrderOnRecord, not_on_record
from workflows.order.messages import (
    AttemptToSettle,
    ClaimedDecision,
    Moved,
    ReasonToClose,
    Settlement,
    applied,
    settled,
)

PRICE = "€31.00"
CREDIT = "€13.00"


class MoneySteps(OrderOnRecord):
    @activity.defn
    async def open_payment(self, attempt: PaymentAttempt) -> int | None:
        self.enter("open_payment")
        if attempt.attempt > self.newest_attempt:
            raise not_on_record(PaymentAttemptIsNotRecorded)
        self.once(f"page {attempt.attempt}")
        return self.payment_seconds

    @activity.defn
    async def settle(self, attempt: AttemptToSettle) -> Settlement:
        self.enter("settle")
        if self.captured == attempt.attempt:
            for item in self.items:
                self.items[item] = "awaiting_confirmation"
            self.once("activate paid")
            notified = self.notified("payment", attempt)
            progress = applied(self.progress(), notified=notified)
            return settled("captured", progress, PRICE)
        if attempt.attempt in self.mismatched:
            self.items = dict.fromkeys(self.items, "payment_failed")
            self.flag("mismatch", "Captured another amount.")
            notified = self.notified(f"mismatch {attempt.attempt}", attempt)
            return settled("mismatch", applied(self.progress(), notified=notified))
        if attempt.attempt in self.declined:
            self.items = dict.fromkeys(self.items, "payment_failed")
            notified = self.notified(f"failed {attempt.attempt}", attempt)
            return Settlement(outcome="failed", order=applied(self.progress(), notified=notified))
        return Settlement(outcome="unsettled")

    @activity.defn
    async def close_payment(self, closing: ReasonToClose) -> bool:
        self.enter("close_payment")
        if closing.decision:
            self.on_record(closing.decision)
        elif not {"awaiting_payment", "payment_failed"}.isdisjoint(self.items.values()):
            raise not_on_record(SwitchIsNotRecorded)
        self.once("close payment")
        return self.captured is not None

    @activity.defn
    async def issue_invoice(self, step: ClaimedDecision) -> Moved:
        self.enter("issue_invoice")
        self.once(f"invoice {self.on_record(step).item_id}")
        return PRICE

    @activity.defn
    async def issue_credit(self, step: ClaimedDecision) -> Moved | None:
        self.enter("issue_credit")
        decision = self.on_record(step)
        self.once(f"credit {decision.item_id} {decision.revision}")
        return CREDIT
