"""Why an invoice charges what it charges: each line from its list price, days and discount."""

from collections.abc import Sequence

from contracts.catalog import ChargedSegment
from contracts.explaining import ExplanationLine
from services.payments.domain.invoicing import wording
from services.payments.domain.invoicing.items import ChargedItem


def explain_items(items: Sequence[ChargedItem], currency: str) -> list[ExplanationLine]:
    """One line a segment; charges without days have one line each."""
    lines: list[ExplanationLine] = []
    for item in items:
        if item.segments:
            lines += [_segment_line(item, segment, currency) for segment in item.segments]
        else:
            lines.append(_whole_line(item, currency))
    return lines


def _segment_line(item: ChargedItem, segment: ChargedSegment, currency: str) -> ExplanationLine:
    exact, base_minor = item.exact_minor_of(segment), item.base_minor_of(segment.amount)
    as_computed = item.is_as_listed(segment)
    facts = ExplanationLine(
        title=item.description,
        first_day=segment.first_day,
        last_day=segment.last_day,
        day_count=segment.day_count,
        full_day_count=segment.full_day_count,
        fraction=f"{segment.day_count}/{segment.full_day_count}" if as_computed else None,
        unrounded=wording.unrounded(exact, currency) if as_computed else None,
        rounding=wording.rounding(exact, base_minor) if as_computed else "none",
        amount=segment.amount,
        sentence="",
    )
    if as_computed:
        words = _computed(item, segment, facts, base_minor, currency)
    else:
        words = _as_quoted(item, segment, base_minor, currency)
    return facts.model_copy(update={"sentence": words + _vat(item, facts, currency)})


def _computed(
    item: ChargedItem,
    segment: ChargedSegment,
    facts: ExplanationLine,
    base_minor: int,
    currency: str,
) -> str:
    span = wording.days(segment.first_day, segment.last_day)
    listed, charged = (
        wording.money(item.listed_minor, currency),
        wording.money(base_minor, currency),
    )
    told = (
        f"{item.description}{_quantity(item)}: {listed} is the price of {_whole_period(segment)}."
    )
    told += f" You pay for {_which_days(segment)}, {span}"
    if segment.day_count == segment.full_day_count and not segment.discount_basis_points:
        return f"{told}: {charged}."
    factors = [wording.figure(item.listed_minor, currency)]
    if segment.day_count != segment.full_day_count:
        factors.append(f"{segment.day_count}/{segment.full_day_count}")
    if segment.discount_basis_points:
        told += f", with {wording.percent(segment.discount_basis_points)} off"
        factors.append(wording.percent(10_000 - segment.discount_basis_points))
    rounded = f", rounded {facts.rounding} to {charged}" if facts.rounding != "none" else ""
    return f"{told}: {' × '.join(factors)} = {facts.unrounded}{rounded}."


def _as_quoted(item: ChargedItem, segment: ChargedSegment, base_minor: int, currency: str) -> str:
    span = wording.days(segment.first_day, segment.last_day)
    charged = wording.money(base_minor, currency)
    return (
        f"{item.description}{_quantity(item)}: {charged} for {span}, as it was quoted. The payment"
        " came on another day than the quote foresaw; that moved the days and not the charge."
    )


def _whole_line(item: ChargedItem, currency: str) -> ExplanationLine:
    base_minor = item.base_minor_of(item.amount)
    charged = wording.money(base_minor, currency)
    told = f"{item.description}{_quantity(item)}: {charged}, charged once."
    if base_minor < item.listed_minor:
        listed = wording.money(item.listed_minor, currency)
        told = (
            f"{item.description}{_quantity(item)}: {listed}, discounted to {charged}, charged once."
        )
    line = ExplanationLine(title=item.description, amount=item.amount, sentence=told)
    return line.model_copy(update={"sentence": told + _vat(item, line, currency)})


def _vat(item: ChargedItem, line: ExplanationLine, currency: str) -> str:
    rate = item.vat_basis_points
    return wording.vat_words(line.amount, rate, currency, includes_vat=item.includes_vat)


def _quantity(item: ChargedItem) -> str:
    return f" ({item.quantity} times)" if item.quantity > 1 else ""


def _whole_period(segment: ChargedSegment) -> str:
    return f"a full period of {wording.count(segment.full_day_count, 'day')}"


def _which_days(segment: ChargedSegment) -> str:
    if segment.day_count == segment.full_day_count:
        return "all of them"
    return f"{segment.day_count} of them"
