"""The table of the credit-note rule, row by row: paid, moved to, credited."""

from dataclasses import dataclass

import pytest

from billing.money import ZERO, total
from contracts.message import Amount
from contracts.payments import InvoiceLine
from services.payments.domain.invoicing.credit import Credit, LiveNote, credit_for, documents_for
from services.payments.domain.invoicing.items import ChargedItem
from tests.services.payments.domain.plans import CALENDAR_MONTH, charged, day, discount, line


@dataclass(frozen=True)
class Row:
    said: str
    ordered: InvoiceLine
    paid: str
    start: str
    credit_minor: int
    months: int = 1


TABLE = [
    Row("31.00, 13 of 31 days", line(3_100), "2023-01-01", "2023-01-14", 1_300),
    Row("30.00, 13 of 31 days", line(3_000), "2023-01-01", "2023-01-14", 1_258),
    Row("100.00, 13 of 31 days", line(10_000), "2023-01-01", "2023-01-14", 4_194),
    Row("start = payment date", line(3_000), "2023-01-01", "2023-01-01", 0),
    Row("start one day later", line(3_000), "2023-01-01", "2023-01-02", 97),
    Row("February 2023", line(3_000), "2023-02-01", "2023-02-14", 1_393),
    Row("February 2024", line(3_000), "2024-02-01", "2024-02-14", 1_345),
    Row(
        "billing day 1, paid on the 10th: 4 of 22 days of 21.29",
        line(3_000, cycle=CALENDAR_MONTH),
        "2023-01-10",
        "2023-01-14",
        387,
    ),
    Row("3 months prepaid, in the first", line(3_000), "2023-01-01", "2023-01-14", 1_258, 3),
    Row("3 months prepaid, to 1 February", line(3_000), "2023-01-01", "2023-02-01", 3_000, 3),
    Row(
        "VAT 20 % exclusive, net 30.00",
        line(3_000, vat_basis_points=2_000, includes_vat=False),
        "2023-01-01",
        "2023-01-14",
        1_510,
    ),
    Row(
        "20 % discount, charged 24.80",
        line(3_100, discounts=[discount(20, "2023-01-01", "2023-12-31")]),
        "2023-01-01",
        "2023-01-14",
        1_040,
    ),
    Row(
        "activation fee is not credited",
        line(5_000, fee_minor=2_500),
        "2023-01-01",
        "2023-01-14",
        2_097,
    ),
    Row("JPY 3000", line(3_000, currency="JPY"), "2023-01-01", "2023-01-14", 1_258),
    Row("start after the paid period is capped", line(3_000), "2023-01-01", "2023-06-01", 3_000),
    Row("start before the payment gives nothing", line(3_000), "2023-01-01", "2022-12-01", 0),
]


@pytest.mark.parametrize("row", TABLE, ids=[row.said for row in TABLE])
def test_credit_of(row: Row) -> None:
    items = charged(row.ordered, row.paid, months=row.months)

    credit = credit_for(items, ZERO, new_start=day(row.start), full=False)

    assert credit.target.gross_minor == row.credit_minor
    documents = documents_for(credit, [])
    issued = documents.note.gross_minor if documents.note else 0
    assert issued == row.credit_minor
    assert (documents.note is None) == (row.credit_minor == 0)


def test_vat_exclusive_rounds_net_and_vat_apart() -> None:
    items = charged(line(3_000, vat_basis_points=2_000, includes_vat=False), "2023-01-01")
    credit = credit_for(items, ZERO, new_start=day("2023-01-14"), full=False)
    assert credit.target == Amount(net_minor=1_258, vat_minor=252, gross_minor=1_510)


def test_rejecting_credits_fees_and_one_time_items_too() -> None:
    items = charged(line(5_000, fee_minor=2_500, vat_basis_points=2_000), "2023-01-01")
    credit = credit_for(items, ZERO, new_start=None, full=True)
    assert credit.target == total([item.amount for item in items])
    assert credit.target.gross_minor == 7_500


def test_only_lines_with_days_have_unused_ones() -> None:
    items = charged(line(5_000, fee_minor=2_500), "2023-01-01")
    period, fee = credit_for(items, ZERO, new_start=day("2023-01-14"), full=False).lines
    assert (period.unused_day_count, period.credited) == (13, _gross(2_097))
    assert (fee.unused_day_count, fee.credited) == (None, ZERO)


def test_forward_twice_then_back_voids_both_and_issues_one() -> None:
    items = charged(line(3_000), "2023-01-01")
    first = _moved(items, "2023-01-14", [])
    assert documents_for(first, []).note == _gross(1_258)
    notes = [_note("1", 1_258)]

    second = _moved(items, "2023-01-20", notes)
    assert documents_for(second, notes).note == _gross(581)
    notes = [_note("2", 581), *notes]

    back = _moved(items, "2023-01-10", notes)
    documents = documents_for(back, notes)
    assert [note.number for note in documents.voided] == ["2", "1"]
    assert documents.note == _gross(871)
    assert documents.supplement is None


def test_only_as_many_notes_are_voided_as_needed() -> None:
    items = charged(line(3_000), "2023-01-01")
    notes = [_note("2", 581), _note("1", 1_258)]
    documents = documents_for(_moved(items, "2023-01-16", notes), notes)
    assert [note.number for note in documents.voided] == ["2"]
    assert documents.note == _gross(1_452 - 1_258)


def test_moved_back_to_the_payment_date_leaves_no_note() -> None:
    items = charged(line(3_000), "2023-01-01")
    notes = [_note("1", 1_258)]
    documents = documents_for(_moved(items, "2023-01-01", notes), notes)
    assert [note.number for note in documents.voided] == ["1"]
    assert documents.note is None


def test_a_refunded_note_stays_and_a_supplement_charges_the_excess() -> None:
    items = charged(line(3_000), "2023-01-01")
    notes = [_note("2", 581), _note("1", 1_258, can_be_voided=False)]
    documents = documents_for(_moved(items, "2023-01-10", notes), notes)
    assert [note.number for note in documents.voided] == ["2"]
    assert documents.note is None
    assert documents.supplement == _gross(1_258 - 871)


def _moved(items: list[ChargedItem], start: str, notes: list[LiveNote]) -> Credit:
    already = total([note.amount for note in notes])
    return credit_for(items, already, new_start=day(start), full=False)


def _note(number: str, gross_minor: int, *, can_be_voided: bool = True) -> LiveNote:
    return LiveNote(f"crn_{number}", number, _gross(gross_minor), 0, can_be_voided)


def _gross(minor: int) -> Amount:
    return Amount(net_minor=minor, vat_minor=0, gross_minor=minor)
