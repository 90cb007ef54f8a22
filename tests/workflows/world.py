"""The services as the workflow sees them, in memory: every step is idempotent, can be made to fail,
and writes down its effect, so that a test can read what happened and in which order."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from contracts.decisions import DecisionIsNotRecorded, Documents, ItemState, OrderStatus, Verdict
from contracts.problems import Problem
from contracts.recording import (
    MOST_REASONS,
    ExpiryOutcome,
    OrderProgress,
    PaymentAttemptIsNotRecorded,
    RecordAttention,
    RecordedDecision,
    SwitchIsNotRecorded,
)
from contracts.said import Said, said
from contracts.workflow import PaymentAttempt
from wording.telling import words
from workflows.operators import shown
from workflows.order.messages import (
    Applied,
    AttemptToSettle,
    ClaimedDecision,
    DecisionToRecord,
    ItemToStart,
    Moved,
    Notice,
    NotifyingStep,
    PassedDeadline,
    ReasonToClose,
    Recorded,
    RefusedMessage,
    Settlement,
    applied,
    settled,
)

PRICE = "€31.00"
CREDIT = "€13.00"
FINAL: dict[Verdict, ItemState] = {
    "approve": "approved",
    "reject": "rejected",
    "cancel": "cancelled",
    "expire": "expired",
}


class World:
    """One order's services. `down` names steps that fail for now, `refused` those that fail for
    good; `captured` is the attempt whose money has come, `newest_attempt` the last on record."""

    def __init__(self, items: dict[str, ItemState]) -> None:
        self.items = dict(items)
        self.effects: list[str] = []
        self.tries: Counter[str] = Counter()
        self.down: set[str] = set()
        self.refused: set[str] = set()
        self.why_refused: Said | None = None
        self.captured: int | None = None
        self.newest_attempt = 1
        self.payment_seconds: int | None = None
        self.declined: set[int] = set()
        self.mismatched: set[int] = set()
        self.decisions: dict[str, RecordedDecision] = {}
        self.scheduled_for: dict[str, datetime] = {}
        self.flags: dict[str, Said] = {}
        self.notifications_are_down = False

    def decide(
        self,
        item: str,
        verdict: Verdict = "approve",
        documents: Documents = "none",
        revision: int = 1,
    ) -> RecordedDecision:
        """Record a decision as the orders service does."""
        decision = RecordedDecision(
            decision_id=f"dec_{verdict}_{item}_{revision}",
            item_id=item,
            verdict=verdict,
            revision=revision,
            documents=documents,
        )
        self.decisions.setdefault(decision.decision_id, decision)
        return decision

    def flag(self, key: str, why: str) -> None:
        """As others than the workflow do."""
        self.flags[key] = said("others.words", words=why)

    @property
    def attention(self) -> list[str]:
        """Why a person must look, oldest first."""
        return [words(flag) for flag in self.flags.values()]

    def activities(self) -> list[Callable[..., Any]]:
        return [
            value
            for name in dir(self)
            if hasattr(value := getattr(self, name), "__temporal_activity_definition")
        ]

    def count(self, effect: str) -> int:
        return sum(1 for done in self.effects if done == effect)

    def _enter(self, step: str) -> None:
        self.tries[step] += 1
        if step in self.down:
            raise ApplicationError(f"{step} is down")
        if step in self.refused:
            why = [self.why_refused] if self.why_refused else []
            raise ApplicationError(f"{step} is refused", *why, type="refused", non_retryable=True)

    def _once(self, effect: str) -> None:
        if effect not in self.effects:
            self.effects.append(effect)

    def _notified(self, event: str, step: NotifyingStep | None = None) -> bool:
        if (step and step.without_notice) or self.notifications_are_down:
            return False
        self._once(f"notify {event}")
        return True

    def _progress(self) -> OrderProgress:
        return OrderProgress(
            status=self._status(),
            items=self.items,
            activate_at=self.scheduled_for,
            flags=list(self.flags),
            reasons=self.attention[-MOST_REASONS:],
        )

    def _status(self) -> OrderStatus:
        states = set(self.items.values())
        if self.flags:
            return "needs_attention"
        if states & {"awaiting_payment", "payment_failed"}:
            return "waiting_for_payment"
        if states & {"awaiting_approval", "awaiting_confirmation"}:
            decided = states & {"approved", "scheduled"}
            return "partly_approved" if decided else "waiting_for_approval"
        final: tuple[OrderStatus, ...] = ("rejected", "cancelled", "expired")
        return next((s for s in final if states == {s}), "completed")

    @activity.defn
    async def open_payment(self, attempt: PaymentAttempt) -> int | None:
        self._enter("open_payment")
        if attempt.attempt > self.newest_attempt:
            raise _refused(PaymentAttemptIsNotRecorded)
        self._once(f"page {attempt.attempt}")
        return self.payment_seconds

    @activity.defn
    async def settle(self, attempt: AttemptToSettle) -> Settlement:
        self._enter("settle")
        if self.captured == attempt.attempt:
            for item in self.items:
                self.items[item] = "awaiting_confirmation"
            self._once("activate paid")
            notified = self._notified("payment", attempt)
            progress = applied(self._progress(), notified=notified)
            return settled("captured", progress, PRICE)
        if attempt.attempt in self.mismatched:
            self.items = dict.fromkeys(self.items, "payment_failed")
            self.flag("mismatch", "Captured another amount.")
            notified = self._notified(f"mismatch {attempt.attempt}", attempt)
            return settled("mismatch", applied(self._progress(), notified=notified))
        if attempt.attempt in self.declined:
            self.items = dict.fromkeys(self.items, "payment_failed")
            notified = self._notified(f"failed {attempt.attempt}", attempt)
            return Settlement(outcome="failed", order=applied(self._progress(), notified=notified))
        return Settlement(outcome="unsettled")

    @activity.defn
    async def close_payment(self, closing: ReasonToClose) -> bool:
        self._enter("close_payment")
        if closing.decision:
            self._on_record(closing.decision)
        elif not {"awaiting_payment", "payment_failed"}.isdisjoint(self.items.values()):
            raise _refused(SwitchIsNotRecorded)
        self._once("close payment")
        return self.captured is not None

    @activity.defn
    async def issue_invoice(self, step: ClaimedDecision) -> Moved:
        self._enter("issue_invoice")
        self._once(f"invoice {self._on_record(step).item_id}")
        return PRICE

    @activity.defn
    async def issue_credit(self, step: ClaimedDecision) -> Moved | None:
        self._enter("issue_credit")
        decision = self._on_record(step)
        self._once(f"credit {decision.item_id} {decision.revision}")
        return CREDIT

    @activity.defn
    async def apply(self, step: ClaimedDecision) -> Applied:
        self._enter("apply")
        decision = self._on_record(step)
        state = FINAL[decision.verdict]
        if decision.verdict == "approve" and decision.item_id in self.scheduled_for:
            state = "scheduled"
        self.items[decision.item_id] = state
        self._once(f"{state} {decision.item_id}")
        notified = self._notified(f"decision {decision.decision_id}", step)
        return applied(self._progress(), notified=notified)

    @activity.defn
    async def start_scheduled_item(self, item: ItemToStart) -> Applied:
        self._enter("start_scheduled_item")
        self.scheduled_for.pop(item.item_id, None)
        self.items[item.item_id] = "approved"
        self._once(f"activate {item.item_id}")
        notified = self._notified(f"active {item.item_id}", item)
        return applied(self._progress(), notified=notified)

    @activity.defn
    async def expire(self) -> ExpiryOutcome:
        self._enter("expire")
        waiting = [
            item
            for item, state in self.items.items()
            if state in ("awaiting_payment", "payment_failed", "awaiting_approval")
            and not any(d.item_id == item for d in self.decisions.values())
        ]
        return ExpiryOutcome(decisions=[self.decide(item, "expire") for item in waiting])

    @activity.defn
    async def record_deadline(self, passed: PassedDeadline) -> bool:
        self._enter("record_deadline")
        decided = {decision.item_id for decision in self.decisions.values()}
        undecided = {state for item, state in self.items.items() if item not in decided}
        if undecided.isdisjoint({"awaiting_approval", "awaiting_confirmation"}):
            return True
        self._once(f"record {passed.deadline}")
        return self._notified(passed.deadline, passed)

    @activity.defn
    async def record_decision(self, wanted: DecisionToRecord) -> Recorded:
        self._enter("record_decision")
        item = wanted.decision.item_id
        if self.items.get(item) not in ("awaiting_approval", "awaiting_confirmation"):
            return Recorded(
                decision=said("others.words", words=f"{item} is not open for a decision")
            )
        self._once(f"record {item}")
        return Recorded(decision=self.decide(item, wanted.decision.verdict))

    @activity.defn
    async def record_refusal(self, message: RefusedMessage) -> OrderProgress:
        self._enter("record_refusal")
        self._once(f"refuse {message.message}: {shown(message.reason)}")
        return self._progress()

    @activity.defn
    async def record_attention(self, note: RecordAttention) -> OrderProgress:
        self._enter("record_attention")
        if note.said and note.key:
            self.flags.setdefault(note.key, note.said)
        for key in note.solved:
            self.flags.pop(key, None)
        return self._progress()

    @activity.defn
    async def read_progress(self) -> OrderProgress:
        self._enter("read_progress")
        return self._progress()

    @activity.defn
    async def notify(self, notice: Notice) -> None:
        self._enter("notify")
        event = notice.deadline.deadline if notice.deadline else notice.event
        if not self._notified(f"{event} {notice.reference}".strip()):
            raise ApplicationError("notifications are down")

    def _on_record(self, step: ClaimedDecision) -> RecordedDecision:
        decision = self.decisions.get(step.decision_id)
        if decision is None or (decision.verdict, decision.documents) != (
            step.verdict,
            step.documents,
        ):
            raise _refused(DecisionIsNotRecorded)
        return decision


def _refused(problem: type[Problem]) -> ApplicationError:
    return ApplicationError("not on record", type=problem.type, non_retryable=True)


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)
