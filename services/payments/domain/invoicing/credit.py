"""The credit-note formula: what an order item should be credited, why, and by which documents.

Preview and issued note come from here. What was charged counts, never a list price; the rounding
happens once per segment, half up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from billing.money import ZERO, total
from billing.shares import minus, share_of
from contracts.catalog import ChargedSegment
from contracts.decisions import StartWouldGoUnbilled
from contracts.message import Amount
from contracts.said import Said, said
from services.payments.domain.invoicing.items import ChargedItem
from services.payments.domain.invoicing.settling import Rest


@dataclass(frozen=True)
class CreditedLine:
    """Of one segment, or of a charge without days, in the order of the invoice's items."""

    unused_day_count: int | None
    credited: Amount


@dataclass(frozen=True)
class Credit:
    """What an order item should be credited in the end (`target`), and what that changes."""

    new_start: date | None
    """None: everything is credited."""
    target: Amount
    already: Amount
    unused_day_count: int
    lines: tuple[CreditedLine, ...]

    @property
    def difference(self) -> Amount:
        """Positive gross: credit this much more. Negative: the customer has had too much."""
        return minus(self.target, self.already)


@dataclass(frozen=True)
class LiveNote:
    """A credit note that counts. It can be voided while nobody has got its money.

    `applied_minor` of it settled invoices; refunds take `taken_minor`, of which `given_minor` have
    been given back.
    """

    id: str
    number: str
    amount: Amount
    unused_day_count: int
    can_be_voided: bool
    applied_minor: int = 0
    taken_minor: int = 0
    given_minor: int = 0

    @property
    def rest(self) -> Rest:
        return Rest(self.id, self.amount.gross_minor - self.applied_minor - self.taken_minor)


@dataclass(frozen=True)
class Documents:
    """What to do: void these notes, issue one note, charge a supplement. Often nothing of it."""

    voided: tuple[LiveNote, ...] = ()
    note: Amount | None = None
    supplement: Amount | None = None


def credit_for(
    items: Sequence[ChargedItem], already: Amount, *, new_start: date | None, full: bool
) -> Credit:
    """The credit of one order item: its days before `new_start`, or everything with `full`.

    `already` is what live notes credit less what supplementary invoices charged back. Days before
    the paid period give nothing; a start after it gives back what the period cost, and no more.
    """
    lines = [_line(item, segment, new_start, full) for item, segment in parts_of(items)]
    return Credit(
        new_start=new_start,
        target=total([line.credited for line in lines]),
        already=already,
        unused_day_count=sum(line.unused_day_count or 0 for line in lines),
        lines=tuple(lines),
    )


def require_billed_start(items: Sequence[ChargedItem], new_start: date | None) -> None:
    """The orders service moves no start there, so there is nothing to show. Raises
    `StartWouldGoUnbilled`."""
    first = min((s.first_day for item in items for s in item.segments), default=None)
    if first is not None and new_start is not None and new_start < first:
        raise StartWouldGoUnbilled("no_document", invoiced_from_on=first, start_on=new_start)


def last_charged_day(items: Sequence[ChargedItem]) -> date | None:
    return max((s.last_day for item in items for s in item.segments), default=None)


def warning_of(items: Sequence[ChargedItem], new_start: date | None) -> Said | None:
    """Of a start after the paid period. The credit is capped at what was charged, and the order
    charges no period but its first."""
    last = last_charged_day(items)
    if last is None or new_start is None or new_start <= last:
        return None
    return said("credit.starts_after_charged_days", start_on=new_start, last_charged_on=last)


def documents_for(credit: Credit, notes_newest_first: Sequence[LiveNote]) -> Documents:
    """How to get from what is credited to what should be.

    Too much credit is taken back from notes that are still due, newest first, and one new note
    replaces them; what is beyond those is charged by a supplementary invoice.
    """
    if credit.difference.gross_minor == 0:
        return Documents()
    if credit.difference.gross_minor > 0:
        return Documents(note=_as_document(credit.difference))
    voided: list[LiveNote] = []
    rest = credit.difference
    for note in notes_newest_first:
        if rest.gross_minor >= 0:
            break
        if note.can_be_voided:
            voided.append(note)
            rest = total([rest, note.amount])
    if rest.gross_minor >= 0:
        replacement = _as_document(rest) if rest.gross_minor else None
        return Documents(voided=tuple(voided), note=replacement)
    return Documents(voided=tuple(voided), supplement=_as_document(minus(ZERO, rest)))


def _as_document(amount: Amount) -> Amount:
    """No document has a net or VAT below zero. Only where a day costs less than one minor unit can
    a difference have one; the next document, being cumulative, makes up for it."""
    vat_minor = min(max(amount.vat_minor, 0), amount.gross_minor)
    return Amount(
        net_minor=amount.gross_minor - vat_minor,
        vat_minor=vat_minor,
        gross_minor=amount.gross_minor,
    )


def parts_of(items: Sequence[ChargedItem]) -> Iterator[tuple[ChargedItem, ChargedSegment | None]]:
    """What each has a line on a document: segments, and charges without days."""
    for item in items:
        for segment in item.segments or (None,):
            yield item, segment


def unused_days_in(segment: ChargedSegment, new_start: date) -> int:
    """Its days in [first day, new start): the first paid day counts, the new start does not."""
    return max(0, min((new_start - segment.first_day).days, segment.day_count))


def _line(
    item: ChargedItem, segment: ChargedSegment | None, new_start: date | None, full: bool
) -> CreditedLine:
    if segment is None:
        return CreditedLine(None, item.amount if full else ZERO)
    days = segment.day_count
    unused = days if full or new_start is None else unused_days_in(segment, new_start)
    part = Fraction(unused, days)
    return CreditedLine(unused, share_of(segment.amount, part, includes_vat=item.includes_vat))
