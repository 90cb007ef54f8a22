"""An issued invoice as a printed page."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from billing.money import total
from contracts.catalog import ChargedSegment
from contracts.message import Amount
from services.payments.documents.sheet import Labelled, Line, Sheet, buyer_of, seller_of, sender_of
from services.payments.documents.words import WORDS, Words
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import ChargedItem
from wording.figures import Figures

WHOLE = 10_000


class InvoicePage:
    """Puts one invoice together. `paid_on` is the day of the capture that it was issued with, and
    `settled_minor` what credit notes settled of it then: what was paid or credited later is not
    printed, so that the page does not depend on when it is printed."""

    def __init__(
        self,
        invoice: Invoice,
        number: str,
        issued_on: date,
        paid_on: date | None,
        settled_minor: int = 0,
    ):
        self._invoice, self._number, self._issued_on = invoice, number, issued_on
        self._paid_on, self._settled_minor = paid_on, settled_minor
        self._words: Words = WORDS[invoice.party.language]
        self._figures = Figures(self._words.locale, invoice.currency)

    def sheet(self) -> Sheet:
        invoice, words, figures = self._invoice, self._words, self._figures
        due = figures.money(0 if self._is_settled else self._open_minor)
        return Sheet(
            language=invoice.party.language,
            title=words.invoice if invoice.kind == "order" else words.supplement,
            number=self._number,
            issued_on=self._issued_on.isoformat(),
            sender=sender_of(invoice.party, words),
            seller=seller_of(invoice.party, words),
            buyer=buyer_of(invoice.party, words),
            facts=[
                Labelled(words.number, self._number),
                Labelled(words.issued_on, figures.day(self._issued_on)),
                Labelled(words.order, invoice.order_id),
                Labelled(words.currency, invoice.currency),
            ],
            headings=[
                words.item,
                words.quantity,
                words.net,
                words.vat_rate,
                words.vat,
                words.gross,
            ],
            lines=[line for item in invoice.items for line in self._lines(item)],
            totals=totals_of(invoice.amount, words, figures),
            result=Labelled(words.due, due),
            closing=self._closing(),
            vat_heading=words.vat_summary,
            vat_headings=[words.vat_rate, words.net, words.vat, words.gross],
            vat_rows=vat_rows(invoice.items, figures),
            explanation_heading=words.explanation,
            explanation=[said for item in invoice.items for said in self._explained(item)],
            page_word=words.page,
        )

    @property
    def _is_settled(self) -> bool:
        return self._paid_on is not None or self._open_minor == 0

    @property
    def _open_minor(self) -> int:
        return self._invoice.amount.gross_minor - self._settled_minor

    def _closing(self) -> list[str]:
        if self._paid_on is not None and self._invoice.amount.gross_minor:
            return [self._words.paid_on.format(day=self._figures.day(self._paid_on))]
        closing = [self._words.nothing_due] if self._is_settled else []
        if self._settled_minor:
            amount = self._figures.money(self._settled_minor)
            closing.insert(0, self._words.settled_by_credit.format(amount=amount))
        return closing

    def _lines(self, item: ChargedItem) -> list[Line]:
        if not item.segments:
            return [self._line(item, [self._words.once], item.amount)]
        return [self._line(item, self._details(s), s.amount) for s in item.segments]

    def _line(self, item: ChargedItem, details: list[str], amount: Amount) -> Line:
        title = item_title(item, self._words)
        cells = [str(item.quantity), *figure_cells(amount, item.vat_basis_points, self._figures)]
        return Line(title, details, cells)

    def _details(self, segment: ChargedSegment) -> list[str]:
        words, figures = self._words, self._figures
        period = words.period.format(
            period=figures.span(segment.first_day, segment.last_day),
            days=segment.day_count,
            full=segment.full_day_count,
        )
        if not segment.discount_basis_points:
            return [period]
        percent = figures.rate(segment.discount_basis_points)
        return [period, words.discount.format(percent=percent)]

    def _explained(self, item: ChargedItem) -> list[str]:
        """Of what is not simply the list price: parts of a period, and discounts."""
        return [
            f"{item_title(item, self._words)}, {self._calculation(item, segment)}"
            for segment in item.segments
            if segment.day_count != segment.full_day_count or segment.discount_basis_points
            if item.is_as_listed(segment)
        ]

    def _calculation(self, item: ChargedItem, segment: ChargedSegment) -> str:
        figures = self._figures
        factors = [figures.amount(item.listed_minor)]
        if segment.day_count != segment.full_day_count:
            factors.append(f"{segment.day_count}/{segment.full_day_count}")
        if segment.discount_basis_points:
            factors.append(figures.rate(WHOLE - segment.discount_basis_points))
        exact, base = item.exact_minor_of(segment), item.base_minor_of(segment.amount)
        span = figures.span(segment.first_day, segment.last_day)
        product = f"{' × '.join(factors)} = {rounded_figure(exact, base, self._words, figures)}"
        return f"{span}: {product}"


def rounded_figure(exact_minor: Fraction, minor: int, words: Words, figures: Figures) -> str:
    """The exact figure, and what it was rounded to where that differs."""
    figure = figures.unrounded(exact_minor)
    if exact_minor == minor:
        return figure
    return words.rounded.format(figure=figure, amount=figures.amount(minor))


def item_title(item: ChargedItem, words: Words) -> str:
    """The product's own title; what was put before it is said in the document's language."""
    kept = {"Activation fee": words.fee, "Credited days used after all": words.used_after_all}
    before, found, title = item.description.partition(": ")
    return f"{kept[before]}: {title}" if found and before in kept else item.description


def figure_cells(amount: Amount, vat_basis_points: int, figures: Figures) -> list[str]:
    return [
        figures.amount(amount.net_minor),
        figures.rate(vat_basis_points),
        figures.amount(amount.vat_minor),
        figures.amount(amount.gross_minor),
    ]


def totals_of(amount: Amount, words: Words, figures: Figures) -> list[Labelled]:
    return [
        Labelled(words.net, figures.money(amount.net_minor)),
        Labelled(words.vat, figures.money(amount.vat_minor)),
        Labelled(f"{words.total} ({words.gross})", figures.money(amount.gross_minor)),
    ]


def vat_rows(items: Sequence[ChargedItem], figures: Figures) -> list[list[str]]:
    """One row a rate, the highest first."""
    by_rate: dict[int, list[Amount]] = defaultdict(list)
    for item in items:
        by_rate[item.vat_basis_points].append(item.amount)
    return [
        vat_row(rate, total(amounts), figures)
        for rate, amounts in sorted(by_rate.items(), reverse=True)
    ]


def vat_row(rate: int, amount: Amount, figures: Figures) -> list[str]:
    net, shown_rate, vat, gross = figure_cells(amount, rate, figures)
    return [shown_rate, net, vat, gross]
