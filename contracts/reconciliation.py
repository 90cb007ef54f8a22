"""Messages of the reconciliation: what is compared, what was found, and the report that is kept."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.decisions import ItemState, OrderPath, OrderStatus
from contracts.message import Command, Count, Currency, Id, Message, Name, PositiveMinor
from contracts.payments import IntentState
from contracts.problems import Problem
from contracts.said import Said, Told, said

RECONCILIATION_WORKFLOW = "ReconciliationWorkflow"
RECONCILIATION_SCHEDULE = "turnup-reconciliation"
NIGHTLY_ID = "reconciliation/nightly"
BY_HAND_ID = "reconciliation/by-hand"
"""Each way of starting it has one id, so that two of a kind never run at once."""

FindingKind = Literal[
    "capture_not_booked",
    "capture_unknown",
    "captured_twice",
    "amount_differs",
    "capture_missing",
    "payment_behind",
    "payment_never_opened",
    "payment_missing",
    "refund_not_booked",
    "refund_unknown",
    "refund_differs",
    "refund_failed",
    "refund_missing",
    "refund_overdue",
    "ledger_differs",
    "message_overdue",
    "message_quarantined",
    "webhook_unprocessed",
    "order_behind",
    "workflow_missing",
    "workflow_ended",
    "active_without_payment",
    "not_asked",
    "not_compared",
]
"""What each means, and what a person does about it: docs/operations/reconciliation.md."""

PaymentsPhase = Literal["book", "attempts", "captures", "refunds", "ledger", "webhooks"]
"""What payments compares: each gateway's book with ours; then ours with the gateways'."""

Phase = Literal[PaymentsPhase, "orders", "messages"]
"""The last two are compared by the worker, which reaches the workflows and every service."""

MOST_FINDINGS_SHOWN = 100

ReconciliationId = Annotated[str, Field(pattern=r"^rec_[A-Za-z0-9-]{1,60}$", max_length=64)]


class Finding(Message):
    """One difference. Healed: nothing is left to do; else a person must look, except for a payment
    that could not be asked for now (`not_asked`)."""

    kind: FindingKind
    subject: Name
    """The id of the payment, attempt, refund, message or order."""
    order_id: Id | None = None
    """Whose money it is about, where that is known."""
    detail: Said
    healed: bool = False

    @property
    def needs_a_person(self) -> bool:
        return not self.healed and self.kind != "not_asked"


class FindingView(Finding):
    """The same with its words."""

    detail: Told


class BeginReconciliation(Command):
    """Idempotent per id. Gateways' books are read from `since` to before `until`."""

    id: ReconciliationId
    since: AwareDatetime
    until: AwareDatetime


class ComparePage(Command):
    """Compare what follows the cursor. `give_up` notes that this gateway's book could not be read,
    and goes on after it."""

    phase: PaymentsPhase
    cursor: str | None = Field(default=None, max_length=2_000)
    give_up: bool = False


class ReconciliationPage(Message):
    """A part that was compared; what was found is kept with the reconciliation."""

    compared_count: int
    unasked_count: int = 0
    next_cursor: str | None = None


class KeepFindings(Command):
    """Differences that the worker found; each kind and subject is kept once."""

    findings: list[Finding] = Field(max_length=200)


class FinishReconciliation(Command):
    compared_counts: dict[Phase, Count] = {}


class ComparedBook(Message):
    """What a gateway and our books say of the same time, in one currency."""

    gateway: str
    currency: Currency
    gateway_captured_count: Count
    gateway_captured_minor: PositiveMinor
    booked_captured_count: Count
    booked_captured_minor: PositiveMinor
    gateway_refunded_minor: PositiveMinor
    booked_refunded_minor: PositiveMinor


class ReconciliationReport(Message):
    """What was compared and what was found; `findings` are the first hundred, those that need a
    person first."""

    id: str
    since: AwareDatetime
    until: AwareDatetime
    started_at: AwareDatetime
    finished_at: AwareDatetime | None = None
    """Null while it runs, or when it never came to its end."""
    compared_counts: dict[Phase, int] = {}
    books: list[ComparedBook] = []
    counts: dict[FindingKind, int] = {}
    healed_count: int = 0
    person_count: int = 0
    """Findings that a person must look at."""
    unasked_count: int = 0
    """Payments that the gateway did not answer for; the next reconciliation asks again."""
    findings: list[FindingView] = []

    @property
    def agrees(self) -> bool:
        """All was compared, and whatever differed was healed."""
        return not self.person_count and not self.unasked_count

    @property
    def verdict(self) -> Said:
        """How it ended, in a sentence or two."""
        parts = []
        if self.person_count:
            parts.append(said("reconciliation.verdict.look", count=self.person_count))
        if self.unasked_count:
            parts.append(said("reconciliation.verdict.unasked", count=self.unasked_count))
        if not parts:
            parts.append(said("reconciliation.verdict.agrees"))
        if self.healed_count:
            parts.append(said("reconciliation.verdict.healed", count=self.healed_count))
        return said("reconciliation.verdict", parts=parts)


class OrderIds(Command):
    order_ids: list[Id] = Field(max_length=200)


class SettledPayment(Message):
    """The payment of an order: its captured attempt, else its newest."""

    order_id: str
    attempt: int
    state: IntentState


class SettledPayments(Message):
    items: list[SettledPayment]


class UnfinishedItem(Message):
    state: ItemState
    decision_id: str | None = None
    """Of the decision in force."""
    revision: int = 0


class UnfinishedOrder(Message):
    """An order that its workflow still has to care for, or that a person must look at."""

    id: str
    path: OrderPath
    status: OrderStatus
    placed_at: AwareDatetime
    payment_attempt: int
    flags: list[str] = []
    """The codes of what a person must look at."""
    items: list[UnfinishedItem]


class StartAgain(Command):
    """Have a workflow take up an order that lost its own, once per cause."""

    cause: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,60}$", max_length=60)]


class Reconcile(Message):
    """What the reconciliation's workflow starts with."""

    days: Annotated[int, Field(ge=1, le=400)] = 7
    """How far back the gateways' books are read."""


class PhaseOfRun(Message):
    """A step of the reconciliation's workflow: one phase, to its end."""

    id: ReconciliationId
    phase: Phase
    given_up_because: str | None = None


class EndOfRun(Message):
    id: ReconciliationId
    compared_counts: dict[Phase, int]


class OrderCannotBeStartedAgain(Problem):
    """Its workflow runs, or nothing is left to do."""

    status = 409
