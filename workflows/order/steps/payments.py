"""Steps of paying upfront."""

from temporalio import activity

from chassis.failpoints import failpoint
from clients.system.services import SystemServices
from contracts.payments import ClosePayment, IntentState, OpenPayment
from contracts.recording import (
    PaymentAttemptIsNotRecorded,
    RecordPaymentResult,
    SwitchIsNotRecorded,
)
from contracts.workflow import PaymentAttempt
from wording.telling import money
from workflows.order.messages import (
    AttemptToSettle,
    ClaimedDecision,
    Notice,
    Outcome,
    ReasonToClose,
    Settlement,
    applied,
    settled,
)
from workflows.order.steps.notifications import try_to_notify
from workflows.order.steps.snapshots import (
    invoice_line,
    order_id,
    party_of,
    require_as_recorded,
)

OUTCOMES: dict[IntentState, Outcome] = {
    "captured": "captured",
    "failed": "failed",
    "cancelled": "failed",
    "mismatch": "mismatch",
}


class PaymentSteps:
    """Opens, reads and closes payments through the payments service."""

    def __init__(self, services: SystemServices) -> None:
        self._services = services

    @activity.defn
    async def open_payment(self, attempt: PaymentAttempt) -> int | None:
        """Make the draft invoice and the payment page of one attempt that is on record. Answers how
        many seconds the attempt has, where that is not the usual."""
        snapshot = await self._services.orders.snapshot(order_id())
        if attempt.attempt > snapshot.order.payment_attempt:
            raise PaymentAttemptIsNotRecorded(
                attempt=attempt.attempt, newest_attempt=snapshot.order.payment_attempt
            )
        failpoint("worker.before_charge")
        await self._services.payments.open_payment(
            OpenPayment(
                order_id=snapshot.order.id,
                attempt=attempt.attempt,
                party=party_of(snapshot),
                currency=snapshot.order.currency,
                lines=[invoice_line(item) for item in snapshot.order.items],
                payment_method=snapshot.payment_method,
                return_url=snapshot.return_url,
            )
        )
        failpoint("worker.charge_opened")
        return snapshot.payment_seconds

    @activity.defn
    async def settle(self, attempt: AttemptToSettle) -> Settlement:
        """Read what payments says of an attempt; once it is settled record and notify."""
        order = order_id()
        failpoint("worker.before_settlement")
        intent = await self._services.payments.look_up(order, attempt.attempt)
        outcome = OUTCOMES.get(intent.state, "unsettled")
        if outcome == "unsettled":
            return Settlement(outcome=outcome)
        snapshot = await self._services.orders.record_payment_result(
            order,
            RecordPaymentResult(
                attempt=attempt.attempt,
                outcome=outcome,
                paid_on=intent.paid_on,
                detail=intent.failure,
            ),
        )
        failpoint("worker.settlement_recorded")
        notice = Notice(event="payment", reference=str(attempt.attempt))
        done = not attempt.without_notice and await try_to_notify(
            self._services, notice, snapshot, intent
        )
        progress = applied(snapshot.progress, notified=done)
        return settled(outcome, progress, money(intent.amount_minor, intent.currency))

    @activity.defn
    async def close_payment(self, closing: ReasonToClose) -> bool:
        """Make every attempt unable to capture; True when the money had come already, whichever
        attempt brought it: then orders hears of it before the decision takes effect. The record is
        read first: a forged message must not take a customer's payment page away."""
        order = order_id()
        await self._require_reason_on_record(order, closing.decision)
        intents = await self._services.payments.close_payment(ClosePayment(order_id=order))
        captured = next((one for one in intents.items if one.state == "captured"), None)
        if captured is None:
            return False
        came = RecordPaymentResult(
            attempt=captured.attempt, outcome="captured", paid_on=captured.paid_on
        )
        await self._services.orders.record_payment_result(order, came)
        return True

    async def _require_reason_on_record(self, order_id: str, step: ClaimedDecision | None) -> None:
        decision_id = step.decision_id if step else None
        snapshot = await self._services.orders.snapshot(order_id, decision_id)
        if step is not None:
            require_as_recorded(snapshot.decision, step)
        elif snapshot.order.path != "request":
            raise SwitchIsNotRecorded
