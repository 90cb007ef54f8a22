"""Reconciliations on record: begun once, compared in bounded pages, finished once, read by
operators."""

import asyncio
from datetime import timedelta
from typing import get_args

import pytest

from chassis.ids import new_id
from contracts.message import Language
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound
from contracts.reconciliation import (
    BeginReconciliation,
    ComparePage,
    Finding,
    FinishReconciliation,
    KeepFindings,
    PaymentsPhase,
    ReconciliationReport,
)
from contracts.said import Said, said
from services.payments.use_cases.reconciling.steps import ASKED_A_PAGE
from tests.services.payments.reconciling.world import OPERATOR, TwoBooks

pytestmark = pytest.mark.engines

ENDED = Finding(
    kind="workflow_ended", subject="ord_1", detail=said("attention.workflow_lost", order_id="ord_1")
)
BEHIND = Finding(
    kind="order_behind", subject="ord_2", detail=said("reconciliation.signalled"), healed=True
)


async def _begun(books: TwoBooks) -> BeginReconciliation:
    now = books.clock()
    begin = BeginReconciliation(id=new_id("rec"), since=now, until=now)
    await books.system.begin_reconciliation(begin)
    return begin


async def test_it_is_begun_once(books: TwoBooks) -> None:
    begun = await _begun(books)
    first = await books.system.begin_reconciliation(begun)
    books.clock.advance(minutes=1)
    assert await books.system.begin_reconciliation(begun) == first


async def test_what_the_worker_finds_is_kept_once_and_the_newest_word_counts(
    books: TwoBooks,
) -> None:
    begun = await _begun(books)
    await books.system.keep_findings(begun.id, KeepFindings(findings=[ENDED, BEHIND]))
    healed = ENDED.model_copy(update={"healed": True, "detail": said("reconciliation.started")})
    await books.system.keep_findings(begun.id, KeepFindings(findings=[healed]))

    report = await books.system.finish_reconciliation(begun.id, FinishReconciliation())

    assert report.counts == {"order_behind": 1, "workflow_ended": 1}
    assert (report.healed_count, report.person_count) == (2, 0)
    assert said("reconciliation.started") == Said(**report.findings[1].detail.model_dump())
    told_in: dict[Language, str] = {
        "en": "started again",
        "de": "erneut gestartet",
        "fr": "relancé",
    }
    for language, told in told_in.items():
        kept = await books.acting(OPERATOR).speaking(language).reconciliation(begun.id)
        assert kept.finished_at == report.finished_at
        assert told in kept.findings[1].detail.text


async def test_what_needs_a_person_is_shown_first_and_a_hundred_at_most(books: TwoBooks) -> None:
    begun = await _begun(books)
    for first in (0, 100):
        many = [BEHIND.model_copy(update={"subject": f"ord_{first + n}"}) for n in range(100)]
        await books.system.keep_findings(begun.id, KeepFindings(findings=many))
    unasked = Finding(kind="not_asked", subject="pi_1", detail=said("reconciliation.not_asked"))
    await books.system.keep_findings(begun.id, KeepFindings(findings=[unasked, ENDED]))

    report = await books.system.finish_reconciliation(begun.id, FinishReconciliation())

    assert [one.kind for one in report.findings[:3]] == [
        "workflow_ended",
        "not_asked",
        "order_behind",
    ]
    assert len(report.findings) == 100
    assert report.counts["order_behind"] == 200
    assert (report.person_count, report.unasked_count) == (1, 1)


async def test_it_is_finished_once(books: TwoBooks) -> None:
    begun = await _begun(books)
    first = await books.system.finish_reconciliation(begun.id, FinishReconciliation())
    await books.system.keep_findings(begun.id, KeepFindings(findings=[ENDED]))
    again = FinishReconciliation(compared_counts={"orders": 9})
    assert await books.system.finish_reconciliation(begun.id, again) == first


async def test_reports_are_listed_newest_first_and_tell_of_one_that_runs(books: TwoBooks) -> None:
    finished = [await _begun(books) for _ in range(2)]
    for begun in finished:
        await books.system.finish_reconciliation(begun.id, FinishReconciliation())
    running = await _begun(books)
    await books.system.keep_findings(running.id, KeepFindings(findings=[ENDED]))

    operator = books.acting(OPERATOR)
    listed: list[ReconciliationReport] = []
    cursor = None
    while len(listed) < 3:
        page = await operator.reconciliations(cursor=cursor, limit=1)
        listed, cursor = [*listed, *page.items], page.next_cursor

    assert [one.id for one in listed] == [running.id, finished[1].id, finished[0].id]
    assert [one.finished_at is None for one in listed] == [True, False, False]
    assert listed[0].person_count == 1
    assert await operator.reconciliation(finished[0].id) == listed[2]


async def test_what_the_gateway_told_is_forgotten_once_it_is_finished(books: TwoBooks) -> None:
    await books.lost()
    await books.reconcile()
    assert books.query("SELECT 1 FROM reconciliation_lines") == []


async def test_what_a_run_that_never_ended_was_told_is_forgotten_in_the_end(
    books: TwoBooks,
) -> None:
    await books.lost()
    now = books.clock()
    begun = BeginReconciliation(id=new_id("rec"), since=now - timedelta(days=7), until=now)
    await books.system.begin_reconciliation(begun)
    await books.compare(begun.id, "book")
    assert books.query("SELECT 1 FROM reconciliation_lines")
    books.clock.advance(days=3)
    await _begun(books)
    assert books.query("SELECT 1 FROM reconciliation_lines") == []


async def test_a_page_is_bounded_and_the_same_page_twice_finds_nothing_twice(
    fresh_books: TwoBooks,
) -> None:
    books = fresh_books
    for _ in range(ASKED_A_PAGE + 2):
        await books.lost()
    books.clock.advance(minutes=20)
    begun = await _begun(books)
    wanted = ComparePage(phase="attempts")

    first = await books.system.reconcile_page(begun.id, wanted)
    assert first.compared_count == ASKED_A_PAGE
    # As if the answer had been lost: what was healed has left the page, the rest moves up.
    again = await books.system.reconcile_page(begun.id, wanted)
    assert again.compared_count == 2
    following = ComparePage(phase="attempts", cursor=again.next_cursor)
    last = await books.system.reconcile_page(begun.id, following)
    assert (last.compared_count, last.next_cursor) == (0, None)

    report = await books.system.finish_reconciliation(begun.id, FinishReconciliation())
    assert report.counts == {"payment_behind": ASKED_A_PAGE + 2}


async def test_a_run_that_is_killed_at_every_page_finds_the_same(fresh_books: TwoBooks) -> None:
    """Each page is compared twice, as if its answer had been lost."""
    books = fresh_books
    lost = [await books.lost() for _ in range(ASKED_A_PAGE + 1)]
    now = books.clock()
    begun = BeginReconciliation(id=new_id("rec"), since=now - timedelta(days=7), until=now)
    await books.system.begin_reconciliation(begun)
    for phase in get_args(PaymentsPhase):
        wanted: ComparePage | None = ComparePage(phase=phase)
        while wanted:
            await books.system.reconcile_page(begun.id, wanted)
            page = await books.system.reconcile_page(begun.id, wanted)
            following = page.next_cursor
            wanted = ComparePage(phase=phase, cursor=following) if following else None

    report = await books.system.finish_reconciliation(begun.id, FinishReconciliation())

    assert report.counts == {"capture_not_booked": len(lost)}
    assert report.agrees
    assert report.books[0].gateway_captured_count == report.books[0].booked_captured_count


async def test_two_runs_at_once_book_everything_once(fresh_books: TwoBooks) -> None:
    books = fresh_books
    lost = [await books.lost() for _ in range(ASKED_A_PAGE + 1)]
    reports = await asyncio.gather(books.reconcile(), books.reconcile())
    assert all(report.agrees for report in reports)
    healed = {one.subject for report in reports for one in report.findings}
    assert healed == {await books.payment_id(intent) for _, intent in lost}
    assert books.query("SELECT count(*) FROM payments") == [(len(lost),)]


async def test_one_that_was_never_begun_is_not_there(books: TwoBooks) -> None:
    with pytest.raises(ObjectIsNotFound):
        await books.system.reconcile_page("rec_nobody", ComparePage(phase="book"))
    with pytest.raises(ObjectIsNotFound):
        await books.acting(OPERATOR).reconciliation("rec_nobody")


async def test_a_cursor_of_somebody_else_is_refused(books: TwoBooks) -> None:
    with pytest.raises(CursorIsInvalid):
        await books.acting(OPERATOR).reconciliations(cursor="bm9ib2R5")


@pytest.mark.parametrize("kind", ["customer", "admin", "operator"])
async def test_only_the_system_reconciles(kind: str, books: TwoBooks) -> None:
    partner = None if kind == "operator" else 1
    somebody = books.acting(OPERATOR.model_copy(update={"kind": kind, "partner_id": partner}))
    begun = await _begun(books)
    for attempt in (
        somebody.begin_reconciliation(begun),
        somebody.reconcile_page(begun.id, ComparePage(phase="book")),
        somebody.keep_findings(begun.id, KeepFindings(findings=[ENDED])),
        somebody.finish_reconciliation(begun.id, FinishReconciliation()),
        somebody.settled_payments(["ord_1"]),
    ):
        with pytest.raises(ActionIsNotAllowed):
            await attempt
    if kind != "operator":
        with pytest.raises(ActionIsNotAllowed):
            await somebody.reconciliations()
