"""What stands on invoices and credit notes beside their figures; why these are what they are is in
`explanations.py`."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "credit_note.reason": By(
        "note",
        {
            ANY: "{note}",
            NONE: By(
                "verdict",
                {
                    "approve": N_("The service started later than it was paid for."),
                    "reject": N_("The item was rejected."),
                    "cancel": N_("The item was cancelled."),
                    "expire": N_("The order expired."),
                },
            ),
        },
    ),
    # Translators: "Gutschrift" would mean an invoice that the customer writes, § 14 UStG.
    "document.credit_note": N_("Credit note"),
    "document.credited_before": N_("Credited before"),
    "document.credited_total": N_("Amount credited"),
    "document.credited_whole": N_("credited in full"),
    "document.currency": N_("Currency"),
    "document.customer": N_("Customer {customer_id}"),
    "document.discount": N_("{discount_basis_points} off"),
    "document.due": N_("Amount due"),
    "document.due_by": N_("Please pay by {due_on}, and name invoice {number} when you do."),
    "document.explanation": N_("How the amounts come about"),
    "document.for_invoice": N_("For invoice"),
    "document.gross": N_("Gross"),
    "document.invoice": N_("Invoice"),
    "document.invoice_of": N_("{number} of {issued_on}"),
    "document.invoiced": N_("Invoiced"),
    "document.issued_on": N_("Date"),
    "document.item": By(
        "kind",
        {
            "fee": N_("Activation fee: {title}"),
            "supplement": N_("Credited days used after all: {title}"),
            ANY: "{title}",
        },
    ),
    "document.item.several": N_("{item} ({quantity} times)"),
    "document.items": N_("Description"),
    "document.net": N_("Net"),
    "document.not_credited": N_("charged once, not credited when the start date moves"),
    "document.nothing_due": N_("Nothing is due."),
    "document.number": N_("Number"),
    "document.once": N_("charged once"),
    "document.order": N_("Order"),
    "document.page": N_("Page"),
    "document.paid_on": N_("Paid on {paid_on} – thank you. Nothing is due."),
    "document.partner": N_("Partner {partner_id}"),
    "document.period": N_("{days_span} · {day_count} of {full_day_count} days"),
    "document.quantity": N_("Qty"),
    "document.reason": N_("Reason"),
    "document.replaces": N_("Replaces credit note"),
    "document.settled": N_("Settled by credit that was still due to you: {settled_minor}."),
    "document.supplement": N_("Supplementary invoice"),
    "document.total": N_("Total (gross)"),
    "document.unused": N_("{days_span} · {unused_day_count} of {day_count} days unused"),
    "document.vat": N_("VAT"),
    "document.vat_id": N_("VAT ID {vat_id}"),
    "document.vat_rate": N_("VAT %"),
    "document.vat_summary": N_("VAT summary"),
}
