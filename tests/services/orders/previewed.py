"""What the payments service would preview, by its own rules' figures for one day."""

from dataclasses import dataclass, field

from fastapi import FastAPI

from contracts.credits import CreditPreview, CreditRequest, ForeseenDocuments
from contracts.message import Amount
from contracts.payments import InvoicePreview, IssueInvoice


@dataclass
class Previews:
    """What was asked, and what a credit would come to."""

    invoices: list[IssueInvoice] = field(default_factory=list)
    credits: list[CreditRequest] = field(default_factory=list)
    difference_minor: int = 1_300

    def serve(self, app: FastAPI) -> None:
        @app.post("/v1/invoices/preview")
        async def invoice(command: IssueInvoice) -> InvoicePreview:
            self.invoices.append(command)
            return InvoicePreview(
                currency=command.currency,
                amount=command.line.line.period,
                first_charged_on=command.start_on,
                last_charged_on=command.start_on,
                day_count=1,
                lines=[],
            )

        @app.post("/v1/credit-notes/preview")
        async def credit(command: CreditRequest) -> CreditPreview:
            self.credits.append(command)
            nothing = Amount(net_minor=0, vat_minor=0, gross_minor=0)
            return CreditPreview(
                order_item_id=command.order_item_id,
                invoice_id="inv_1",
                currency="EUR",
                unused_day_count=13,
                target=nothing,
                already_credited=nothing,
                difference_minor=self.difference_minor,
                lines=[],
                foreseen=ForeseenDocuments(
                    note_minor=max(self.difference_minor, 0),
                    supplement_minor=max(-self.difference_minor, 0),
                ),
            )
