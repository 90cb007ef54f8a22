"""What the services know of one order, in memory. Each of its steps can be made to fail, and each
effect is written down once."""

from collections import Counter
from datetime import datetime

from temporalio.exceptions import ApplicationError

from contracts.decisions import DecisionIsNotRecorded, Documents, ItemState, OrderStatus, Verdict
from contracts.problems import Problem
from contracts.recording import (
    MOST_REASONS,
    OrderProgress,
    RecordedDecision,
)
from contracts.said import Said, said
from wording.telling import words
from workflows.order.messages import (
    ClaimedDecision,
    NotifyingStep,
)


class OrderOnRecord:
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

    def count(self, effect: str) -> int:
        return sum(1 for done in self.effects if done == effect)

    def enter(self, step: str) -> None:
        self.tries[step] += 1
        if step in self.down:
            raise ApplicationError(f"{step} is down")
        if step in self.refused:
            why = [self.why_refused] if self.why_refused else []
            raise ApplicationError(f"{step} is refused", *why, type="refused", non_retryable=True)

    def once(self, effect: str) -> None:
        if effect not in self.effects:
            self.effects.append(effect)

    def notified(self, event: str, step: NotifyingStep | None = None) -> bool:
        if (step and step.without_notice) or self.notifications_are_down:
            return False
        self.once(f"notify {event}")
        return True

    def progress(self) -> OrderProgress:
        return OrderProgress(
            status=self.status(),
            items=self.items,
            activate_at=self.scheduled_for,
            flags=list(self.flags),
            reasons=self.attention[-MOST_REASONS:],
        )

    def status(self) -> OrderStatus:
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

    def on_record(self, step: ClaimedDecision) -> RecordedDecision:
        decision = self.decisions.get(step.decision_id)
        if decision is None or (decision.verdict, decision.documents) != (
            step.verdict,
            step.documents,
        ):
            raise not_on_record(DecisionIsNotRecorded)
        return decision


def not_on_record(problem: type[Problem]) -> ApplicationError:
    return ApplicationError("not on record", type=problem.type, non_retryable=True)
