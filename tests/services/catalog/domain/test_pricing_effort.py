"""How much is computed for a price: nothing of what is too long, and what is the same once."""

from collections.abc import Sequence

import pytest

from billing import charging
from billing.periods import Period
from billing.segments import Segment, segments
from contracts.catalog import MOST_LINES, MOST_PERIODS, Discount, QuoteIsTooLong
from services.catalog.domain.quoting import price_lines
from tests.services.catalog.domain.large_quotes import (
    BUYER,
    OFFERINGS,
    most_lines,
    quote_of,
    wanted_of,
)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[Period]:
    """The periods that were cut into segments."""
    seen: list[Period] = []

    def counted(period: Period, discounts: Sequence[Discount]) -> list[Segment]:
        seen.append(period)
        return segments(period, discounts)

    monkeypatch.setattr(charging, "segments", counted)
    return seen


@pytest.mark.parametrize("kind", OFFERINGS)
def test_nothing_is_computed_of_a_quote_that_is_too_long(kind: str, cut: list[Period]) -> None:
    with pytest.raises(QuoteIsTooLong):
        quote_of(kind, MOST_LINES)
    assert cut == []


@pytest.mark.parametrize("kind", OFFERINGS)
def test_nor_of_prices_that_are_asked_for_only_to_be_shown(kind: str, cut: list[Period]) -> None:
    with pytest.raises(QuoteIsTooLong):
        price_lines(wanted_of(kind, MOST_LINES), OFFERINGS[kind], BUYER)
    assert cut == []


def test_lines_that_want_the_same_are_computed_once(cut: list[Period]) -> None:
    kind = "plan with discounts"
    several = quote_of(kind, most_lines(kind))
    cut.clear()
    one = quote_of(kind, 1)
    assert len(cut) == MOST_PERIODS
    cut.clear()
    assert quote_of(kind, len(several.lines)) == several
    assert len(cut) == MOST_PERIODS
    assert {line.period.gross_minor for line in several.lines} == {one.lines[0].period.gross_minor}


def test_lines_of_different_quantities_are_computed_each(cut: list[Period]) -> None:
    first = wanted_of("plan with discounts", 1).lines[0]
    more = first.model_copy(update={"quantity": 2})
    wanted = wanted_of("plan with discounts", 1).model_copy(update={"lines": [first, more]})
    one, two = price_lines(wanted, OFFERINGS["plan with discounts"], BUYER).lines
    assert len(cut) == 2 * MOST_PERIODS
    assert two.period.gross_minor == pytest.approx(2 * one.period.gross_minor, abs=MOST_PERIODS * 3)
