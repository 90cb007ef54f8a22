"""What settles what among the documents of one order item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.credits import CreditNoteState
from contracts.payments import InvoiceState
from services.payments.domain.invoicing.settling import (
    Due,
    Rest,
    Settlement,
    invoice_state,
    note_state,
    settle,
)

AMOUNTS = st.lists(st.integers(0, 50), max_size=5)


def test_a_note_closes_the_newest_invoice_first() -> None:
    dues = [Due("newer", 500), Due("older", 3_000)]
    assert settle(dues, [Rest("note", 1_258)]) == [
        Settlement("note", "newer", 500),
        Settlement("note", "older", 758),
    ]


def test_an_invoice_takes_the_newest_rest_first() -> None:
    rests = [Rest("newer", 581), Rest("older", 1_258)]
    assert settle([Due("invoice", 968)], rests) == [
        Settlement("newer", "invoice", 581),
        Settlement("older", "invoice", 387),
    ]


def test_nothing_settles_nothing() -> None:
    assert settle([], [Rest("note", 1)]) == settle([Due("invoice", 1)], []) == []
    assert settle([Due("invoice", 0)], [Rest("note", 1)]) == []


@given(AMOUNTS, AMOUNTS)
def test_as_much_as_both_sides_have_is_settled_and_no_more(
    dues: list[int], rests: list[int]
) -> None:
    made = settle(
        [Due(str(n), due) for n, due in enumerate(dues)],
        [Rest(str(n), rest) for n, rest in enumerate(rests)],
    )
    assert sum(part.amount_minor for part in made) == min(sum(dues), sum(rests))
    assert all(part.amount_minor > 0 for part in made)
    for n, due in enumerate(dues):
        assert sum(p.amount_minor for p in made if p.invoice_id == str(n)) <= due
    for n, rest in enumerate(rests):
        assert sum(p.amount_minor for p in made if p.note_id == str(n)) <= rest


@pytest.mark.parametrize(
    ("applied_minor", "given_minor", "state"),
    [
        (0, 0, "refund_due"),
        (500, 757, "refund_due"),
        (500, 758, "refunded"),
        (0, 1_258, "refunded"),
        (1_258, 0, "closed"),
    ],
)
def test_a_note_of_12_58_is(applied_minor: int, given_minor: int, state: CreditNoteState) -> None:
    assert note_state(1_258, applied_minor, given_minor) == state


@pytest.mark.parametrize(
    ("stored", "due_minor", "credited_minor", "shown"),
    [
        ("draft", 3_000, 0, "draft"),
        ("issued", 3_000, 0, "issued"),
        ("issued", 1_742, 1_258, "issued"),
        ("issued", 0, 3_000, "settled"),
        ("paid", 0, 0, "paid"),
        ("paid", 0, 1_258, "paid"),
    ],
)
def test_an_invoice_is_shown_as(
    stored: InvoiceState, due_minor: int, credited_minor: int, shown: InvoiceState
) -> None:
    assert invoice_state(stored, due_minor, credited_minor) == shown
