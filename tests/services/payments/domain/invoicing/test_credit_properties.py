"""What holds for every credit, whatever the plan, the dates and the way there."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from billing.money import ZERO, total
from billing.shares import minus
from contracts.catalog import BillingCycle
from contracts.message import Amount
from contracts.payments import InvoiceLine
from services.payments.domain.invoicing.credit import Credit, LiveNote, credit_for, documents_for
from services.payments.domain.invoicing.items import ChargedItem
from tests.services.payments.domain.plans import CALENDAR_MONTH, MONTHLY, charged, line

CYCLES = st.one_of(
    st.just(MONTHLY),
    st.just(CALENDAR_MONTH),
    st.builds(lambda n: BillingCycle(kind="days", day_count=n), st.integers(1, 400)),
)
LINES = st.builds(
    lambda listed, cycle, vat, inclusive, fee: line(
        listed, cycle=cycle, vat_basis_points=vat, includes_vat=inclusive, fee_minor=fee
    ),
    st.integers(0, 10**9),
    CYCLES,
    st.integers(0, 10_000),
    st.booleans(),
    st.integers(0, 10**6),
)
STARTS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
SHIFTS = st.integers(-10, 400)
BILLING_DAYS = st.integers(1, 28)


@given(LINES, STARTS, SHIFTS, BILLING_DAYS)
def test_a_credit_never_exceeds_what_was_charged(
    ordered: InvoiceLine, start: date, shift: int, billing_day: int
) -> None:
    items = charged(ordered, start.isoformat(), billing_day=billing_day)
    credited, whole = _credit(items, start, shift).target, total([i.amount for i in items])
    assert 0 <= credited.net_minor <= whole.net_minor
    assert 0 <= credited.vat_minor <= whole.vat_minor
    assert 0 <= credited.gross_minor <= whole.gross_minor


@given(LINES, STARTS, BILLING_DAYS)
def test_a_full_shift_gives_back_the_period_exactly(
    ordered: InvoiceLine, start: date, billing_day: int
) -> None:
    items = charged(ordered, start.isoformat(), billing_day=billing_day)
    period = total([item.amount for item in items if item.kind == "period"])
    assert _credit(items, start, 500).target == period


@given(LINES, STARTS, SHIFTS)
def test_net_and_vat_make_gross_in_every_line(
    ordered: InvoiceLine, start: date, shift: int
) -> None:
    for told in _credit(charged(ordered, start.isoformat()), start, shift).lines:
        amount = told.credited
        assert amount.net_minor + amount.vat_minor == amount.gross_minor


@given(LINES, STARTS, st.integers(0, 31))
def test_a_later_start_never_credits_less(ordered: InvoiceLine, start: date, shift: int) -> None:
    items = charged(ordered, start.isoformat())
    earlier, later = (_credit(items, start, days).target for days in (shift, shift + 1))
    assert earlier.gross_minor <= later.gross_minor


@given(LINES, STARTS, st.lists(SHIFTS, min_size=1, max_size=5))
def test_the_way_to_a_date_does_not_matter(
    ordered: InvoiceLine, start: date, shifts: list[int]
) -> None:
    items = charged(ordered, start.isoformat())
    notes: list[LiveNote] = []
    charged_back: Amount = ZERO
    for number, shift in enumerate(shifts):
        already = minus(total([note.amount for note in notes]), charged_back)
        new_start = start + timedelta(days=shift)
        credit = credit_for(items, already, new_start=new_start, full=False)
        documents = documents_for(credit, notes)
        notes = [note for note in notes if note not in documents.voided]
        if documents.note is not None:
            voidable = bool(number % 2)
            notes.insert(0, LiveNote(str(number), str(number), documents.note, 0, voidable))
        if documents.supplement is not None:
            charged_back = total([charged_back, documents.supplement])
    reached = minus(total([note.amount for note in notes]), charged_back)
    directly = _credit(items, start, shifts[-1]).target
    assert reached.gross_minor == directly.gross_minor


@given(LINES, STARTS, st.integers(1, 12), BILLING_DAYS)
def test_segments_sum_to_the_charge_and_follow_each_other(
    ordered: InvoiceLine, start: date, months: int, billing_day: int
) -> None:
    for item in charged(ordered, start.isoformat(), billing_day=billing_day, months=months):
        if item.kind != "period":
            continue
        assert len(item.segments) == months
        assert total([s.amount for s in item.segments]) == item.amount
        assert item.segments[0].first_day == start
        for before, after in zip(item.segments, item.segments[1:], strict=False):
            assert after.first_day - before.last_day == timedelta(days=1)


def _credit(items: list[ChargedItem], start: date, shift: int) -> Credit:
    return credit_for(items, ZERO, new_start=start + timedelta(days=shift), full=False)
