"""What falls due while an order awaits a decision: its admins are reminded, then it is escalated;
its customer is warned, then the request expires. Whether that still holds, the orders service says.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from temporalio import workflow

from contracts.recording import Deadline
from contracts.workflow import OrderTerms
from workflows.order.case import OrderCase
from workflows.order.messages import Notice, PassedDeadline
from workflows.order.steps.deadlines import DeadlineSteps
from workflows.run_step import run_locally_first

Rung = Deadline | Literal["expiry"]
Ladder = Mapping[Rung, datetime]


def ladder(terms: OrderTerms, since: datetime, *, is_request: bool) -> Ladder:
    """When each falls due. What is paid only escalates. Terms that contradict themselves are safe:
    nothing comes at or after the expiry, no reminder after the escalation, and no warning where it
    would come with the order."""
    escalation = since + timedelta(seconds=terms.escalation_seconds)
    if not is_request:
        return {"escalation": escalation}
    reminder = since + timedelta(seconds=terms.reminder_seconds)
    expiry = since + timedelta(seconds=terms.approval_seconds)
    rungs: dict[Rung, datetime] = {
        "escalation": escalation,
        "warning": expiry - timedelta(seconds=terms.warning_seconds),
    }
    if reminder < escalation:
        rungs["reminder"] = reminder
    return {rung: at for rung, at in rungs.items() if since < at < expiry} | {"expiry": expiry}


def what_is_due(ladder: Ladder, now: datetime) -> list[Rung]:
    """In the order of time. Of several that are overdue at once, as no worker was there, only what
    still makes sense: an expiry goes before all, an escalation before its reminder."""
    due = sorted((rung for rung, at in ladder.items() if at <= now), key=ladder.__getitem__)
    if "expiry" in due:
        return ["expiry"]
    return [rung for rung in due if rung != "reminder" or "escalation" not in due]


class Deadlines:
    """Of one order: they begin anew whenever it begins to await a decision. Each passes once."""

    def __init__(
        self, case: OrderCase, terms: OrderTerms, expire: Callable[[], Awaitable[None]]
    ) -> None:
        self._case = case
        self._terms = terms
        self._expire = expire
        self._since: datetime | None = None
        self._passed: set[Rung] = set()

    def next(self) -> tuple[datetime, Rung] | None:
        """What falls due next, if anything does."""
        return min(((at, rung) for rung, at in self._ahead().items()), default=None)

    async def act_on_time(self) -> None:
        """Whoever decides meanwhile is first: the orders service then finds nothing to do."""
        ahead, now = self._ahead(), workflow.now()
        due = what_is_due(ahead, now)
        self._passed.update(rung for rung, at in ahead.items() if at <= now)
        for rung in due:
            if rung == "expiry":
                await self._expire()
            else:
                await self._tell(rung)

    def _ahead(self) -> Ladder:
        state = self._case.state
        if state.waiting_since != self._since:
            self._since = state.waiting_since
            self._passed.clear()
        if self._since is None:
            return {}
        is_request = state.awaits("awaiting_approval")
        rungs = ladder(self._terms, self._since, is_request=is_request)
        return {rung: at for rung, at in rungs.items() if rung not in self._passed}

    async def _tell(self, deadline: Deadline) -> None:
        case, ahead = self._case, self._ahead()
        if self._since is None:
            return
        passed = PassedDeadline(
            deadline=deadline,
            since=self._since,
            escalates_at=ahead.get("escalation"),
            expires_at=ahead.get("expiry"),
        )
        is_told = await case.attention.until_it_succeeds(
            lambda: run_locally_first(DeadlineSteps.record_deadline, case.notices.in_turn(passed))
        )
        if not is_told:
            case.notices.send_later(Notice(event="deadline", deadline=passed))
