"""An issued invoice as a printed page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from billing.money import total
from contracts.catalog import ChargedSegment
from contracts.message import Amount
from contracts.said import Said, said
from services.payments.documents.pen import Pen
from services.payments.documents.sheet import Line, Sheet
from services.payments.domain.invoicing.explaining import Explained, Reasons, item_of
from services.payments.domain.invoicing.invoices import Invoice


@dataclass(frozen=True)
class InvoicePage:
    """Puts one invoice together. `paid_on` is the day of the capture that it was issued with, and
    `settled_minor` what credit notes settled of it then: what was paid or credited later is not
    printed, so that the page does not depend on when it is printed."""

    invoice: Invoice
    number: str
    issued_on: date
    reasons: Reasons
    paid_on: date | None
    settled_minor: int = 0

    def sheet(self) -> Sheet:
        invoice, pen = self.invoice, Pen(self.invoice)
        due_minor = 0 if self.paid_on is not None else self._open_minor
        is_first = invoice.kind == "order"
        return pen.sheet(
            title=said("document.invoice" if is_first else "document.supplement"),
            number=self.number,
            issued_on=self.issued_on,
            facts=[],
            first_figure=said("document.quantity"),
            lines=[_line(line, pen) for line in self.reasons.lines],
            amount=invoice.amount,
            by_rate=self._by_rate(),
            result=pen.labelled(said("document.due"), pen.figures.money(due_minor)),
            closing=self._closing(pen),
            reasons=self.reasons,
        )

    @property
    def _open_minor(self) -> int:
        return self.invoice.amount.gross_minor - self.settled_minor

    def _closing(self, pen: Pen) -> list[str]:
        if self.paid_on is not None and self.invoice.amount.gross_minor:
            return pen.each(said("document.paid_on", paid_on=self.paid_on))
        closing: list[Said] = []
        if self.settled_minor:
            facts = {"settled_minor": self.settled_minor, "currency": self.invoice.currency}
            closing.append(said("document.settled", **facts))
        if self.paid_on is not None or not self._open_minor:
            closing.append(said("document.nothing_due"))
        elif self.invoice.due_on is not None:
            closing.append(said("document.due_by", due_on=self.invoice.due_on, number=self.number))
        return pen.each(*closing)

    def _by_rate(self) -> dict[int, Amount]:
        amounts: dict[int, list[Amount]] = defaultdict(list)
        for item in self.invoice.items:
            amounts[item.vat_basis_points].append(item.amount)
        return {rate: total(parts) for rate, parts in amounts.items()}


def _line(line: Explained, pen: Pen) -> Line:
    item = line.item
    details = _days(line.segment, pen) if line.segment else pen.each(said("document.once"))
    cells = [str(item.quantity), *pen.cells(line.amount, item.vat_basis_points)]
    return Line(pen.says(item_of(item, with_quantity=False)), details, cells)


def _days(segment: ChargedSegment, pen: Pen) -> list[str]:
    details = [
        said(
            "document.period",
            days_span=f"{segment.first_day}/{segment.last_day}",
            day_count=segment.day_count,
            full_day_count=segment.full_day_count,
        )
    ]
    if off := segment.discount_basis_points:
        details.append(said("document.discount", discount_basis_points=off))
    return pen.each(*details)
