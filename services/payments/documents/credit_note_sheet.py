"""An issued credit note as a printed page, with the days and the sums that it comes from."""

from dataclasses import dataclass

from billing.money import ZERO, total
from billing.shares import minus
from contracts.said import Said, said
from services.payments.documents.pen import Pen
from services.payments.documents.sheet import Labelled, Line, Sheet
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.explaining import Explained, Reasons, item_of
from services.payments.domain.invoicing.invoices import Invoice


@dataclass(frozen=True)
class CreditNotePage:
    """Puts one credit note together with what it was computed from. Whether its money was given
    back is not printed."""

    note: CreditNote
    invoice: Invoice
    reasons: Reasons

    def sheet(self) -> Sheet:
        note, pen = self.note, Pen(self.invoice)
        return pen.sheet(
            title=said("document.credit_note"),
            number=note.number,
            issued_on=note.issued_on,
            facts=self._facts(pen),
            first_figure=said("document.invoiced"),
            lines=[*(_line(line, pen) for line in self.reasons.lines), *self._before(pen)],
            amount=note.amount,
            by_rate={self._vat_basis_points: note.amount},
            result=pen.labelled(
                said("document.credited_total"), pen.figures.money(note.amount.gross_minor)
            ),
            closing=[],
            reasons=self.reasons,
        )

    @property
    def _vat_basis_points(self) -> int:
        """What one order item is charged has one rate."""
        return self.reasons.lines[0].item.vat_basis_points

    def _facts(self, pen: Pen) -> list[Labelled]:
        note, invoice = self.note, self.invoice
        credited = said("document.invoice_of", number=invoice.number, issued_on=invoice.issued_on)
        facts = [pen.labelled(said("document.for_invoice"), pen.says(credited))]
        if note.replaces:
            facts.append(pen.labelled(said("document.replaces"), ", ".join(note.replaces)))
        return [*facts, pen.labelled(said("document.reason"), pen.says(note.reason))]

    def _before(self, pen: Pen) -> list[Line]:
        """What earlier notes credited and still do, so that the column sums to this note."""
        before = minus(self.note.amount, total([line.amount for line in self.reasons.lines]))
        if before == ZERO:
            return []
        cells = ["", *pen.cells(before, self._vat_basis_points)]
        return [Line(pen.says(said("document.credited_before")), [], cells)]


def _line(line: Explained, pen: Pen) -> Line:
    charged = pen.figures.amount(line.charged.gross_minor)
    cells = [charged, *pen.cells(line.amount, line.item.vat_basis_points)]
    return Line(pen.says(item_of(line.item)), pen.each(_days(line)), cells)


def _days(line: Explained) -> Said:
    segment = line.segment
    if segment is None:
        credited = line.amount.gross_minor
        return said("document.credited_whole" if credited else "document.not_credited")
    return said(
        "document.unused",
        days_span=f"{segment.first_day}/{segment.last_day}",
        unused_day_count=line.unused_day_count,
        day_count=segment.day_count,
    )
