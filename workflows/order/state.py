"""Where an order stands, as the orders service recorded it last, and what operators see of that:
search attributes and current details."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from contracts import search_attributes as attributes
from contracts.decisions import DONE, OPEN_FOR_DECISION, ItemState
from contracts.recording import OrderProgress
from contracts.said import said
from workflows.order.messages import Moved
from workflows.order.narration import Standing, details_of

Document = Literal["payment", "invoice", "credit_note"]


class OrderState:
    """Changes with what services answer, never with what a message claims."""

    def __init__(
        self,
        progress: OrderProgress,
        titles: Sequence[str] = (),
        decision_within: timedelta | None = None,
    ) -> None:
        """`decision_within`: how long an order may await a decision until that is overdue; None
        where no decision is awaited."""
        self._progress = progress
        self._standing = Standing(progress.items, titles)
        self._decision_within = decision_within
        started_at = workflow.info().workflow_start_time
        self._waiting_since = started_at if self.awaits(*OPEN_FOR_DECISION) else None
        self._waited_since: datetime | None = None

    @property
    def progress(self) -> OrderProgress:
        return self._progress

    @property
    def waiting_since(self) -> datetime | None:
        """Since when a decision is awaited; None while none is."""
        return self._waiting_since

    @property
    def needs_attention(self) -> bool:
        return self._progress.status == "needs_attention"

    def awaits(self, *states: ItemState) -> bool:
        """Whether any item is in one of these states."""
        return any(state in states for state in self._progress.items.values())

    def is_open(self) -> bool:
        return not DONE.issuperset(self._progress.items.values())

    def take_up(self, waiting_since: datetime | None) -> None:
        """Where another workflow of the order had come; None where it awaited no decision."""
        if self._waiting_since is None:
            self._waited_since = waiting_since
        elif waiting_since is not None:
            self._waiting_since = waiting_since

    def advance(self, progress: OrderProgress, payment: str | None = None) -> None:
        """Take over what the orders service recorded, and show it to operators."""
        before, self._progress = self._progress, progress
        updates: list[SearchAttributeUpdate[Any]] = []
        if progress.status != before.status:
            updates.append(attributes.ORDER_STATUS.value_set(progress.status))
        if self.needs_attention != (before.status == "needs_attention"):
            updates.append(attributes.NEEDS_ATTENTION.value_set(self.needs_attention))
        if payment:
            updates.append(attributes.PAYMENT_STATUS.value_set(payment))
        if self.awaits(*OPEN_FOR_DECISION) != (self._waiting_since is not None):
            updates.extend(self._turn_waiting())
        if updates:
            workflow.upsert_search_attributes(updates)
        self._tell(items=progress.items, is_flagged=self.needs_attention, reasons=progress.reasons)

    def _turn_waiting(self) -> Iterator[SearchAttributeUpdate[Any]]:
        """A decision is awaited from now on, or no more. What is over with it needs no attribute
        taken back: each costs its place in the history."""
        since, self._waited_since = self._waited_since or workflow.now(), None
        self._waiting_since = None if self._waiting_since else since
        if self._decision_within and self._waiting_since:
            due_at = self._waiting_since + self._decision_within
            yield attributes.APPROVAL_DUE_AT.value_set(due_at)
        elif self._decision_within and self.is_open():
            yield attributes.APPROVAL_DUE_AT.value_unset()

    def flag_without_record(self, *, needed: bool) -> None:
        """Show operators at least what the orders service refused to record."""
        workflow.upsert_search_attributes([attributes.NEEDS_ATTENTION.value_set(needed)])

    def note_attempt(self, attempt: int) -> None:
        """The newest attempt to pay that is on record and open."""
        self._tell(attempt=attempt)

    def note_attention(self, reason: str | None) -> None:
        """Why a step waits for a person; None when it does no more."""
        self._tell(refused=reason)

    def note_undelivered(self, count: int) -> None:
        """How many notices are still to deliver."""
        self._tell(undelivered=count)

    def note_cancellation(self) -> None:
        """Somebody asked Temporal to cancel the workflow."""
        self._tell(is_cancellation_refused=True)

    def note_moved(self, document: Document, moved: Moved | None, cause: str = "") -> None:
        """Money that was paid, invoiced or credited, each once for its cause."""
        if moved:
            told = said("moved.amount", document=document, amount=moved)
            self._tell(moved=self._standing.moved | {(document, cause): told})

    def narrate(self) -> None:
        """Say in plain words what is waited for; costs no history."""
        workflow.set_current_details(details_of(self._standing))

    def _tell(self, **news: Any) -> None:
        self._standing = replace(self._standing, **news)
        self.narrate()
