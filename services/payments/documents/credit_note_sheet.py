"""An issued credit note as a printed page, with the days and the sums that it comes from."""

from fractions import Fraction

from billing.money import ZERO
from billing.shares import minus
from contracts.payments import CreditExplanationLine, CreditPreview
from services.payments.documents.invoice_sheet import (
    figure_cells,
    item_title,
    rounded_figure,
    totals_of,
    vat_row,
)
from services.payments.documents.sheet import Labelled, Line, Sheet, buyer_of, seller_of, sender_of
from services.payments.documents.words import WORDS
from services.payments.domain.invoicing.credit import credited_lines
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import ChargedItem
from wording.figures import Figures


class CreditNotePage:
    """Puts one credit note together with what it was computed from. Whether its money was given
    back is not printed."""

    def __init__(self, note: CreditNote, preview: CreditPreview, invoice: Invoice):
        self._note, self._preview, self._invoice = note, preview, invoice
        self._words = WORDS[invoice.party.language]
        self._figures = Figures(self._words.locale, invoice.currency)

    def sheet(self) -> Sheet:
        note, invoice, words, figures = self._note, self._invoice, self._words, self._figures
        explained = self._owned_lines()
        return Sheet(
            language=invoice.party.language,
            title=words.credit_note,
            number=note.number,
            issued_on=note.issued_on.isoformat(),
            sender=sender_of(invoice.party, words),
            seller=seller_of(invoice.party, words),
            buyer=buyer_of(invoice.party, words),
            facts=self._facts(),
            headings=[words.item, words.charged, words.net, words.vat_rate, words.vat, words.gross],
            lines=[*(self._line(item, line) for item, line in explained), *self._before()],
            totals=totals_of(note.amount, words, figures),
            result=Labelled(words.credited_total, figures.money(note.amount.gross_minor)),
            closing=[],
            vat_heading=words.vat_summary,
            vat_headings=[words.vat_rate, words.net, words.vat, words.gross],
            vat_rows=[vat_row(explained[0][0].vat_basis_points, note.amount, figures)],
            explanation_heading=words.explanation,
            explanation=[
                *(said for item, line in explained for said in self._explained(item, line)),
                *self._sums(),
            ],
            page_word=words.page,
        )

    def _facts(self) -> list[Labelled]:
        note, invoice, words, figures = self._note, self._invoice, self._words, self._figures
        invoiced_on = figures.day(invoice.issued_on or note.issued_on)
        facts = [
            Labelled(words.number, note.number),
            Labelled(words.issued_on, figures.day(note.issued_on)),
            Labelled(
                words.for_invoice, words.of_day.format(number=invoice.number, day=invoiced_on)
            ),
            Labelled(words.order, invoice.order_id),
            Labelled(words.currency, invoice.currency),
        ]
        if note.replaces:
            facts.insert(3, Labelled(words.replaces, ", ".join(note.replaces)))
        return [*facts, Labelled(words.reason, note.reason)]

    def _owned_lines(self) -> list[tuple[ChargedItem, CreditExplanationLine]]:
        return credited_lines(self._invoice.items_of(self._note.order_item_id), self._preview)

    def _line(self, item: ChargedItem, line: CreditExplanationLine) -> Line:
        figures = self._figures
        cells = figure_cells(line.credited, item.vat_basis_points, figures)
        charged = figures.amount(line.charged.gross_minor)
        return Line(item_title(item, self._words), [self._days(line)], [charged, *cells])

    def _before(self) -> list[Line]:
        """What earlier notes credited and still do, so that the column sums to this note."""
        before = minus(self._note.amount, self._preview.target)
        if before == ZERO:
            return []
        rate = self._owned_lines()[0][0].vat_basis_points
        cells = figure_cells(before, rate, self._figures)
        return [Line(self._words.already_credited, [], ["", *cells])]

    def _days(self, line: CreditExplanationLine) -> str:
        words = self._words
        if line.first_day is None or line.last_day is None:
            return words.credited_whole if line.credited.gross_minor else words.not_credited
        return words.unused.format(
            period=self._figures.span(line.first_day, line.last_day),
            unused=line.unused_day_count,
            days=line.day_count,
        )

    def _explained(self, item: ChargedItem, line: CreditExplanationLine) -> list[str]:
        """Net and VAT each by themselves where the price is without VAT, as they are rounded."""
        if not line.day_count or not line.unused_day_count:
            return []
        words, charged, credited = self._words, line.charged, line.credited
        part = Fraction(line.unused_day_count, line.day_count)
        head = f"{item_title(item, words)}, {self._days(line)}: "
        gross = self._times(charged.gross_minor, credited.gross_minor, part, line)
        if not item.vat_basis_points:
            return [head + gross]
        vat = f"{words.vat} {self._times(charged.vat_minor, credited.vat_minor, part, line)}"
        if item.includes_vat:
            return [f"{head}{words.gross} {gross}; {vat}"]
        net = self._times(charged.net_minor, credited.net_minor, part, line)
        return [f"{head}{words.net} {net}; {vat}"]

    def _times(
        self, charged_minor: int, credited_minor: int, part: Fraction, line: CreditExplanationLine
    ) -> str:
        exact = rounded_figure(charged_minor * part, credited_minor, self._words, self._figures)
        days = f"{line.unused_day_count}/{line.day_count}"
        return f"{self._figures.amount(charged_minor)} × {days} = {exact}"

    def _sums(self) -> list[str]:
        """From the target to this note, less what earlier notes that still count had credited."""
        note, preview, words, money = (
            self._note,
            self._preview,
            self._words,
            self._figures.money,
        )
        target_minor = preview.target.gross_minor
        before_minor = target_minor - note.amount.gross_minor
        sentences = [
            words.all_in_all.format(unused=preview.unused_day_count, target=money(target_minor))
        ]
        if before_minor:
            sentences.append(
                words.credited_before.format(
                    before=money(before_minor),
                    target=money(target_minor),
                    amount=money(note.amount.gross_minor),
                )
            )
        return sentences
