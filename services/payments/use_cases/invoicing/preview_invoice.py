"""What an approved request would be invoiced: computed as the invoice will be, and kept nowhere."""

from billing.money import total
from contracts.payments import InvoicePreview, IssueInvoice
from services.payments.domain.invoicing.items import charge_from
from services.payments.views.invoicing import previewed_line


def preview_invoice(command: IssueInvoice) -> InvoicePreview:
    items = charge_from([command.line], command.start_on, command.party.billing_day)
    segments = [segment for item in items for segment in item.segments]
    return InvoicePreview(
        currency=command.currency,
        amount=total([item.amount for item in items]),
        first_charged_on=min((one.first_day for one in segments), default=None),
        last_charged_on=max((one.last_day for one in segments), default=None),
        day_count=sum(one.day_count for one in segments),
        lines=[previewed_line(item) for item in items],
    )
