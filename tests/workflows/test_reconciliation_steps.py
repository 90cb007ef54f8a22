"""The steps of a reconciliation: page after page, on from where a worker died, and not for ever for
a gateway that is silent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from temporalio.testing import ActivityEnvironment

from clients.operations import OperatedServiceClient
from clients.system.services import SystemServices
from contracts.message import Page
from contracts.operations import StuckMessage, StuckState
from contracts.payments import GatewayIsUnavailable
from contracts.problems import ServiceIsUnavailable
from contracts.reconciliation import (
    ComparePage,
    Finding,
    KeepFindings,
    PhaseOfRun,
    ReconciliationPage,
)
from wording.telling import words
from workflows.reconciliation.steps.messages import compare_messages
from workflows.reconciliation.steps.orders import OrderComparison
from workflows.reconciliation.steps.phases import BOOK_TRIES, SILENT_PAGES, ReconciliationSteps

Answer = ReconciliationPage | Exception
RUN = "rec_1"
BOOK = PhaseOfRun(id=RUN, phase="book")
ATTEMPTS = PhaseOfRun(id=RUN, phase="attempts")


@dataclass
class Pages:
    """Payments, which answers from a list; and what it was asked and given to keep."""

    answers: list[Answer]
    asked: list[ComparePage] = field(default_factory=list)
    kept: list[Finding] = field(default_factory=list)

    async def reconcile_page(self, run_id: str, wanted: ComparePage) -> ReconciliationPage:
        assert run_id == RUN
        self.asked.append(wanted)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def keep_findings(self, _: str, command: KeepFindings) -> None:
        self.kept += command.findings

    @property
    def cursors(self) -> list[str | None]:
        return [wanted.cursor for wanted in self.asked]


@dataclass
class _Services:
    payments: Pages


def page(next_cursor: str | None, count: int = 2, unasked: int = 0) -> ReconciliationPage:
    return ReconciliationPage(compared_count=count, unasked_count=unasked, next_cursor=next_cursor)


def steps(pages: Pages) -> ReconciliationSteps:
    services = cast("SystemServices", _Services(pages))
    return ReconciliationSteps(services, cast("OrderComparison", None), pause_seconds=0)


async def run(pages: Pages, step: PhaseOfRun, *heartbeat: Any) -> tuple[int, list[Any]]:
    """What the step counts, and its heartbeats, after one that it went on from."""
    environment, beats = ActivityEnvironment(), []
    environment.on_heartbeat = lambda *details: beats.append(details)
    if heartbeat:
        info = environment.info
        environment.info = type(info)(**{**info.__dict__, "heartbeat_details": heartbeat})
    return await environment.run(steps(pages).compare, step), beats


async def test_pages_are_followed_to_the_last() -> None:
    pages = Pages([page("a"), page("b"), page(None)])
    count, beats = await run(pages, ATTEMPTS)
    assert (count, pages.cursors) == (6, [None, "a", "b"])
    assert beats == [("a", 2), ("b", 4)]


async def test_another_worker_goes_on_where_the_last_heartbeat_was() -> None:
    pages = Pages([page("c"), page(None)])
    count, _ = await run(pages, ATTEMPTS, "b", 4)
    assert (count, pages.cursors) == (8, ["b", "c"])


async def test_a_service_that_is_away_ends_the_try_and_loses_no_page() -> None:
    pages = Pages([page("a"), ServiceIsUnavailable("away")])
    beats: list[Any] = []
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *details: beats.append(details)
    with pytest.raises(ServiceIsUnavailable):
        await environment.run(steps(pages).compare, ATTEMPTS)
    assert beats == [("a", 2)]


async def test_a_book_that_cannot_be_read_is_tried_again_at_the_same_place() -> None:
    silence = GatewayIsUnavailable("silent")
    pages = Pages([page("a"), silence, silence, page(None)])
    count, beats = await run(pages, BOOK)
    assert (count, pages.cursors) == (4, [None, "a", "a", "a"])
    assert beats == [("a", 2)] * 3
    assert not any(wanted.give_up for wanted in pages.asked)


async def test_a_book_that_stays_silent_is_given_up_and_the_rest_is_read() -> None:
    silence: list[Answer] = [GatewayIsUnavailable("silent")] * BOOK_TRIES
    pages = Pages([page("a"), *silence, page("next gateway", 0), page(None)])
    count, _ = await run(pages, BOOK)
    assert count == 4
    assert [wanted.give_up for wanted in pages.asked] == [
        *[False] * (BOOK_TRIES + 1),
        True,
        False,
    ]
    assert pages.asked[-2].cursor == "a"
    assert pages.asked[-1].cursor == "next gateway"


async def test_gateways_that_answer_for_nothing_are_not_asked_for_ever() -> None:
    pages = Pages([page(f"{n}", 10, 10) for n in range(9)])
    count, _ = await run(pages, ATTEMPTS)
    assert count == 10 * SILENT_PAGES
    assert [(one.kind, one.subject) for one in pages.kept] == [("not_compared", "phase/attempts")]


async def test_silence_now_and_then_is_only_counted() -> None:
    quiet, partly = page("q", 10, 10), page("p", 10, 9)
    pages = Pages([quiet, quiet, partly, quiet, quiet, partly, page(None, 0)])
    count, _ = await run(pages, ATTEMPTS)
    assert (count, pages.kept) == (60, [])


async def test_a_phase_that_was_given_up_is_told() -> None:
    pages = Pages([])
    given_up = ATTEMPTS.model_copy(update={"given_up_because": "refused"})
    await ActivityEnvironment().run(steps(pages).note_uncompared, given_up)
    [finding] = pages.kept
    assert (finding.kind, finding.needs_a_person) == ("not_compared", True)
    assert "refused" in words(finding.detail)


class Stuck(OperatedServiceClient):
    """A service with messages that do not get through."""

    def __init__(self, audience: str, states: dict[str, StuckState]) -> None:
        self.audience = audience
        self._messages = [_message(key, state) for key, state in states.items()]

    async def stuck_messages(self, *, cursor: str | None = None, **_: Any) -> Page[StuckMessage]:
        at = int(cursor or 0)
        following = str(at + 1) if at + 1 < len(self._messages) else None
        return Page(items=self._messages[at : at + 1], next_cursor=following)


def _message(key: str, state: StuckState) -> StuckMessage:
    moment = datetime(2023, 1, 1, tzinfo=UTC)
    return StuckMessage(
        id=7,
        topic="mail_queued",
        key=key,
        state=state,
        attempts=12,
        last_error="ValueError: no such zone",
        created_at=moment,
        stuck_since=moment,
    )


class Away(OperatedServiceClient):
    audience = "away"

    def __init__(self) -> None:
        pass

    async def stuck_messages(self, **_: Any) -> Page[StuckMessage]:
        raise ServiceIsUnavailable(detail="It does not answer.")


async def test_a_service_whose_messages_cannot_be_read_hides_no_other() -> None:
    make: Callable[..., Any] = SystemServices
    services = make(
        catalog=Away(),
        orders=Away(),
        payments=Stuck("payments", {"pi_1": "overdue"}),
        notifications=Stuck("notifications", {}),
    )
    findings = await compare_messages(services)
    assert [(one.kind, one.subject) for one in findings] == [
        ("not_compared", "messages/away"),
        ("message_overdue", "payments/mail_queued/pi_1"),
    ]


async def test_stuck_messages_of_every_service_need_a_person() -> None:
    found: dict[str, dict[str, StuckState]] = {
        "catalog": {},
        "orders": {"ord_1": "overdue", "ord_2": "quarantined"},
        "payments": {"pi_1": "overdue"},
        "notifications": {"mail_1": "quarantined"},
    }
    make: Callable[..., Any] = SystemServices
    services = make(**{name: Stuck(name, messages) for name, messages in found.items()})
    findings = await compare_messages(services)
    assert [(one.kind, one.subject) for one in findings] == [
        ("message_overdue", "orders/mail_queued/ord_1"),
        ("message_quarantined", "orders/mail_queued/ord_2"),
        ("message_overdue", "payments/mail_queued/pi_1"),
        ("message_quarantined", "notifications/mail_queued/mail_1"),
    ]
    assert all("no such zone" in words(one.detail) for one in findings)
