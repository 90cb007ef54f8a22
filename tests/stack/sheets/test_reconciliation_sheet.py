"""What a person reads of a reconciliation: the verdict, then both books, then what was found."""

from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from contracts.reconciliation import ComparedBook, FindingView, ReconciliationReport
from stack.sheets.reconciliation_sheet import render
from tests.wording.told import in_words
from wording.languages import speaking
from wording.telling import words

UNTIL = datetime(2023, 1, 8, 3, 10, tzinfo=UTC)
REPORT = ReconciliationReport(
    id="rec_1", since=UNTIL - timedelta(days=7), until=UNTIL, started_at=UNTIL, finished_at=UNTIL
)
UNKNOWN = FindingView(
    kind="capture_unknown", subject="chk_1", detail=in_words("Nobody's 5.00 EUR.")
)
HEALED = FindingView(
    kind="capture_not_booked", subject="chk_2", detail=in_words("Booked now."), healed=True
)
UNASKED = FindingView(kind="not_asked", subject="pi_1", detail=in_words("Silence."))
BOOK = ComparedBook(
    gateway="simulator",
    currency="EUR",
    gateway_captured_count=3,
    gateway_captured_minor=9_300,
    booked_captured_count=2,
    booked_captured_minor=6_200,
    gateway_refunded_minor=1_300,
    booked_refunded_minor=1_300,
)


def shown(report: ReconciliationReport) -> str:
    console = Console(width=160, record=True)
    with console.capture() as captured:
        console.print(render(report))
    return captured.get()


def of(**facts: object) -> ReconciliationReport:
    return REPORT.model_copy(update=facts)


@pytest.mark.parametrize(
    ("report", "verdict", "agrees"),
    [
        (REPORT, "All agree.", True),
        (of(healed_count=2), "All agree. 2 differences healed.", True),
        (of(person_count=1), "A person must look: 1 finding.", False),
        (
            of(person_count=2, healed_count=1),
            "A person must look: 2 findings. 1 difference healed.",
            False,
        ),
        (
            of(unasked_count=1),
            "The gateway could not be asked for 1 payment; run it again later.",
            False,
        ),
    ],
)
def test_the_verdict(report: ReconciliationReport, verdict: str, agrees: bool) -> None:
    assert words(report.verdict) == verdict
    assert report.agrees is agrees
    assert shown(report).startswith(verdict)


def test_both_books_stand_side_by_side() -> None:
    sheet = shown(of(books=[BOOK], compared_counts={"book": 4, "orders": 2}))
    assert "€93.00 (3)" in sheet
    assert "€62.00 (2)" in sheet
    assert "booked as given back" in sheet
    assert "4 entries of the gateways' books and 2 unfinished orders" in sheet


def test_each_finding_says_what_happens_now() -> None:
    findings = [UNKNOWN, UNASKED, HEALED]
    counts = {finding.kind: 1 for finding in findings} | {"refund_unknown": 7}
    sheet = shown(of(findings=findings, counts=counts, person_count=8))
    for text in (
        "a person must look",
        "asked again next time",
        "healed",
        "Nobody's 5.00 EUR.",
        "capture_unknown  chk_1  a person must look",
    ):
        assert text in sheet
    assert "7 more are not shown." in sheet


def test_it_is_told_in_the_language_of_its_reader() -> None:
    findings = [UNKNOWN, UNASKED, HEALED]
    report = of(findings=findings, books=[BOOK], compared_counts={"book": 4, "orders": 1})
    with speaking("de"):
        sheet = shown(report)
    for text in (
        "Verglichen vom 1. Jan. 2023, 03:10 UTC bis 8. Jan. 2023, 03:10 UTC.",
        "4 Einträge in den Büchern der Zahlungsdienste und eine offene Bestellung",
        "93,00\xa0€ (3)",
        "dort zurückgegeben",
        "wird beim nächsten Mal wieder gefragt",
    ):
        assert text in sheet
