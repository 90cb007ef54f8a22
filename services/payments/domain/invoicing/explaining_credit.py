"""Why a credit note, or the invoice that charges credit back, has the amount it has."""

from collections.abc import Sequence
from fractions import Fraction

from contracts.explaining import ExplanationLine
from contracts.message import Amount
from contracts.payments import CreditExplanationLine, CreditPreview
from services.payments.domain.invoicing import wording
from services.payments.domain.invoicing.credit import credited_lines
from services.payments.domain.invoicing.items import ChargedItem


def explain_credit(
    preview: CreditPreview, items: Sequence[ChargedItem], currency: str
) -> list[ExplanationLine]:
    """One line for each of the preview's."""
    return [_line(item, told, currency) for item, told in credited_lines(items, preview)]


def explain_difference(
    preview: CreditPreview, amount: Amount, replaces: Sequence[str], currency: str
) -> list[str]:
    """From what the lines sum up to, to the amount of the note that was issued."""
    target, already = (
        wording.money(part.gross_minor, currency)
        for part in (preview.target, preview.already_credited)
    )
    issued = wording.money(amount.gross_minor, currency)
    unused = wording.count(preview.unused_day_count, "unused day")
    told = [f"In all, {target} are to be credited for {unused}."]
    if replaces:
        numbers = " and ".join(replaces)
        told.append(
            f"Before, {already} had been credited. This note of {issued} replaces {numbers},"
            " which no longer count."
        )
    elif preview.already_credited.gross_minor:
        told.append(f"Of these, {already} were credited before; this note adds {issued}.")
    else:
        told.append(f"This note credits {issued}.")
    return told


def explain_supplement(
    preview: CreditPreview, amount: Amount, currency: str, settled_minor: int = 0
) -> list[str]:
    """`settled_minor` is what credit that nobody had got yet settled at once."""
    target, already, charged = (
        wording.money(part.gross_minor, currency)
        for part in (preview.target, preview.already_credited, amount)
    )
    told = [f"{already} had been credited, for days that were used after all; {target} are right."]
    taken_back_minor = -preview.difference_minor - amount.gross_minor
    if taken_back_minor:
        taken_back = wording.money(taken_back_minor, currency)
        told.append(f"{taken_back} were taken back by voiding credit notes.")
    if not settled_minor:
        told.append(f"This invoice charges {charged}, whose credit was refunded or used already.")
        return told
    settled, due = (
        wording.money(part, currency)
        for part in (settled_minor, amount.gross_minor - settled_minor)
    )
    told.append(
        f"This invoice charges {charged}. Credit of {settled} that was not given back yet settled"
        f" it at once, and {due} remained due."
    )
    return told


def _line(item: ChargedItem, told: CreditExplanationLine, currency: str) -> ExplanationLine:
    charged, credited = told.charged, told.credited
    if told.day_count is None or told.unused_day_count is None:
        words = _whole(item, told, currency)
        return ExplanationLine(
            title=item.description, charged=charged, amount=credited, sentence=words
        )
    part = Fraction(told.unused_day_count, told.day_count)
    exact, credited_minor = item.base_minor_of(charged) * part, item.base_minor_of(credited)
    return ExplanationLine(
        title=item.description,
        first_day=told.first_day,
        last_day=told.last_day,
        day_count=told.day_count,
        unused_day_count=told.unused_day_count,
        charged=charged,
        fraction=f"{told.unused_day_count}/{told.day_count}",
        unrounded=wording.unrounded(exact, currency),
        rounding=wording.rounding(exact, credited_minor),
        amount=credited,
        sentence=_days_words(item, told, currency),
    )


def _days_words(item: ChargedItem, told: CreditExplanationLine, currency: str) -> str:
    assert told.first_day is not None  # noqa: S101 - a line with days has both
    assert told.last_day is not None  # noqa: S101
    unused, days = told.unused_day_count or 0, told.day_count or 1
    span = wording.days(told.first_day, told.last_day)
    gross = wording.money(told.charged.gross_minor, currency)
    words = f"{item.description}: {gross} were charged for {wording.count(days, 'day')}, {span}."
    if unused == 0:
        return f"{words} All of them are used, so nothing is credited."
    if unused == days:
        return f"{words} None of them is used, so all of it is credited."
    which = f"the first {unused} are" if unused > 1 else "the first is"
    words += f" Of these days {which} unused: "
    credited = wording.money(told.credited.gross_minor, currency)
    if item.includes_vat or not item.vat_basis_points:
        parts = _times(told.charged.gross_minor, told.credited.gross_minor, unused, days, currency)
        return f"{words}{parts}." + wording.vat_words(
            told.credited, item.vat_basis_points, currency, includes_vat=True
        )
    net = _times(told.charged.net_minor, told.credited.net_minor, unused, days, currency)
    vat = _times(told.charged.vat_minor, told.credited.vat_minor, unused, days, currency)
    return f"{words}net {net}; VAT {vat}; together {credited}."


def _times(charged_minor: int, credited_minor: int, unused: int, days: int, currency: str) -> str:
    exact = charged_minor * Fraction(unused, days)
    way = wording.rounding(exact, credited_minor)
    rounded = f", rounded {way} to {wording.money(credited_minor, currency)}"
    sum_of = f"{wording.figure(charged_minor, currency)} × {unused}/{days}"
    return f"{sum_of} = {wording.unrounded(exact, currency)}{rounded if way != 'none' else ''}"


def _whole(item: ChargedItem, told: CreditExplanationLine, currency: str) -> str:
    charged = wording.money(told.charged.gross_minor, currency)
    if told.credited.gross_minor:
        return f"{item.description}: {charged} were charged once and are credited in full."
    return (
        f"{item.description}: {charged} were charged once, not by the day, so nothing is credited"
        " when the start date moves."
    )
