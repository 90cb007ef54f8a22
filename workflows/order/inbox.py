"""What came to a workflow and is still to act on, and what became of each decision."""

from collections import deque

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from contracts.said import Said
from contracts.workflow import DecisionMessage
from workflows.order.signals import Entry
from workflows.raw_signals import Unusable


class Inbox:
    """First come, first served. Handlers put in; the workflow's `run` alone takes out."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._outcomes: dict[str, str | None] = {}
        """Decisions that were acted on: why one was refused, or None when it took effect."""

    def is_empty(self) -> bool:
        return not self._entries

    def put(self, entry: Entry) -> None:
        self._entries.append(entry)

    def put_unfounded(self, name: str, why: Said, content: str = "") -> None:
        """A signal to refuse and record, as it said what is not on record."""
        self.put(Unusable.kept(str(workflow.uuid4()), name, why, content))

    def take(self) -> Entry:
        return self._entries.popleft()

    async def put_and_wait(self, decision: DecisionMessage) -> None:
        """Until its effects are applied; raises `ApplicationError` if it is refused."""
        if self._outcomes.get(decision.decision_id):
            del self._outcomes[decision.decision_id]  # this one gets an answer of its own
        self.put(decision)
        await self.until_acted_on(decision.decision_id)

    async def until_acted_on(self, decision_id: str) -> None:
        """Until the decision's effects are applied; raises `ApplicationError` if it is refused."""
        await workflow.wait_condition(lambda: decision_id in self._outcomes)
        if refusal := self._outcomes[decision_id]:
            raise ApplicationError(refusal, type="DecisionRefused")

    def took_effect(self, decision_id: str) -> bool:
        """False, too, for one that was refused: it may have been a forgery of what comes now."""
        return self._outcomes.get(decision_id, "not yet") is None

    def note_effect(self, decision_id: str) -> None:
        self._outcomes[decision_id] = None

    def note_refusal(self, decision_id: str, reason: str) -> None:
        self._outcomes[decision_id] = reason
