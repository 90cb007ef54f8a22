"""Writes what all documents have in common, in the language of the partner and for the customer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from contracts.message import Amount
from contracts.payments import BillingParty
from contracts.said import Said, said
from services.payments.documents.sheet import Labelled, Line, Sheet
from services.payments.domain.invoicing.explaining import Reasons
from services.payments.domain.invoicing.invoices import Invoice
from wording.figures import Figures
from wording.languages import LOCALES
from wording.telling import words


@dataclass(frozen=True)
class Pen:
    """Of the documents of one invoice."""

    invoice: Invoice

    @property
    def party(self) -> BillingParty:
        return self.invoice.party

    @cached_property
    def figures(self) -> Figures:
        return Figures(LOCALES[self.party.language], self.invoice.currency)

    def says(self, what: Said) -> str:
        return words(what, "customer", self.party.language)

    def each(self, *what: Said) -> list[str]:
        return [self.says(one) for one in what]

    def labelled(self, label: Said, value: str) -> Labelled:
        return Labelled(self.says(label), value)

    def sheet(
        self,
        *,
        title: Said,
        number: str,
        issued_on: date,
        facts: Sequence[Labelled],
        first_figure: Said,
        lines: list[Line],
        amount: Amount,
        by_rate: Mapping[int, Amount],
        result: Labelled,
        closing: list[str],
        reasons: Reasons,
    ) -> Sheet:
        """`first_figure` heads the column before net, VAT rate, VAT and gross."""
        net, rate, vat, gross = self.each(
            said("document.net"),
            said("document.vat_rate"),
            said("document.vat"),
            said("document.gross"),
        )
        return Sheet(
            language=self.party.language,
            title=self.says(title),
            number=number,
            issued_on=issued_on.isoformat(),
            sender=" · ".join(self._name_and_address()),
            seller=self._seller(),
            buyer=self._addressee(),
            facts=[
                self.labelled(said("document.number"), number),
                self.labelled(said("document.issued_on"), self.figures.day(issued_on)),
                *facts,
                self.labelled(said("document.order"), self.invoice.order_id),
                self.labelled(said("document.currency"), self.invoice.currency),
            ],
            headings=[*self.each(said("document.items"), first_figure), net, rate, vat, gross],
            lines=lines,
            totals=self._totals(amount),
            result=result,
            closing=closing,
            vat_heading=self.says(said("document.vat_summary")),
            vat_headings=[rate, net, vat, gross],
            vat_rows=[self._vat_row(rate, by_rate[rate]) for rate in sorted(by_rate, reverse=True)],
            explanation_heading=self.says(said("document.explanation")),
            explanation=self._explanation(reasons),
            page_word=self.says(said("document.page")),
        )

    def cells(self, amount: Amount, vat_basis_points: int) -> list[str]:
        figures = self.figures
        return [
            figures.amount(amount.net_minor),
            figures.rate(vat_basis_points),
            figures.amount(amount.vat_minor),
            figures.amount(amount.gross_minor),
        ]

    def _vat_row(self, vat_basis_points: int, amount: Amount) -> list[str]:
        net, rate, vat, gross = self.cells(amount, vat_basis_points)
        return [rate, net, vat, gross]

    def _totals(self, amount: Amount) -> list[Labelled]:
        money = self.figures.money
        return [
            self.labelled(said("document.net"), money(amount.net_minor)),
            self.labelled(said("document.vat"), money(amount.vat_minor)),
            self.labelled(said("document.total"), money(amount.gross_minor)),
        ]

    def _explanation(self, reasons: Reasons) -> list[str]:
        """But for the lines that say for themselves how they come about."""
        told = [line.sentence for line in reasons.lines if not line.is_plain]
        return self.each(*told, *reasons.sentences)

    def _seller(self) -> list[str]:
        vat_id = self.party.vat_id.strip()
        identity = self.each(said("document.vat_id", vat_id=vat_id)) if vat_id else []
        return [*self._name_and_address(), *identity]

    def _name_and_address(self) -> list[str]:
        """A partner without a name is named by its number."""
        party = self.party
        number = self.says(said("document.partner", partner_id=party.partner_id))
        lines = (line.strip() for line in party.address.splitlines())
        return [party.legal_name.strip() or number, *filter(None, lines)]

    def _addressee(self) -> list[str]:
        known_as = self.says(said("document.customer", customer_id=self.party.customer_id))
        return [*filter(None, [self.party.customer_name.strip()]), known_as]
