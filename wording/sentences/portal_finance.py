"""What a customer reads of its invoices, credit notes and account."""

from collections.abc import Mapping

from wording.marking import N_, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.finance.all": N_("Show all documents"),
    "portal.finance.amount": N_("Amount"),
    "portal.finance.any_kind": N_("All documents"),
    "portal.finance.balance": N_("Balance"),
    "portal.finance.balance_told": N_(
        "The newest entry comes first. A balance above zero is what you owe; one below zero is"
        " money in your favour."
    ),
    "portal.finance.charged": N_("Charged"),
    "portal.finance.closing": N_("Balance at the end"),
    "portal.finance.corrects": N_("corrects invoice {number}"),
    "portal.finance.credited": N_("Credited"),
    "portal.finance.document_state": By(
        "kind",
        {
            "invoice": By(
                "state",
                {
                    "draft": N_("Not issued yet"),
                    "issued": N_("Unpaid"),
                    "paid": N_("Paid"),
                    "settled": N_("Settled"),
                    "void": N_("Void"),
                },
            ),
            "credit_note": By(
                "state",
                {
                    "refund_due": N_("Your credit"),
                    "refunded": N_("Paid back"),
                    "closed": N_("Settled"),
                    "voided": N_("Replaced"),
                },
            ),
        },
    ),
    "portal.finance.documents": N_("Invoices and credit notes"),
    "portal.finance.download": N_("Download as PDF"),
    "portal.finance.download_named": N_("Download as PDF: {name}"),
    "portal.finance.draft": N_("Invoice that is not issued yet"),
    "portal.finance.due": N_("Still to pay"),
    "portal.finance.due_by": By(
        "is_overdue",
        {
            "false": N_("Please pay by {due_on}"),
            "true": N_("Was to be paid by {due_on}"),
        },
    ),
    "portal.finance.due_on": N_("Pay by"),
    "portal.finance.entry": By(
        "kind",
        {
            "invoice": N_("Invoice {reference}"),
            "payment": N_("Payment"),
            "credit_note": N_("Credit note {reference}"),
            "credit_note_void": N_("Credit note {reference} was replaced"),
            "refund": N_("Paid back to you"),
            "refund_return": N_("What was paid back came back to us"),
        },
    ),
    "portal.finance.export": N_("Export as CSV"),
    "portal.finance.facts": N_("At a glance"),
    "portal.finance.file": N_("documents"),
    "portal.finance.file_head": N_("File"),
    "portal.finance.for_invoice": N_("For invoice"),
    "portal.finance.how_to_pay": N_(
        "Name invoice {number} when you pay, so that your payment finds it. If you do not know how"
        " to pay, write to us."
    ),
    "portal.finance.issued": N_("Date"),
    "portal.finance.kind": N_("Kind"),
    "portal.finance.left": N_("Open"),
    "portal.finance.left_out": Plural(
        "One older entry is not shown. Choose fewer days, or export the statement.",
        "{count} older entries are not shown. Choose fewer days, or export the statement.",
    ),
    "portal.finance.lines": N_("What it charges"),
    "portal.finance.named": By(
        "kind",
        {"invoice": N_("Invoice {number}"), "credit_note": N_("Credit note {number}")},
    ),
    "portal.finance.net": N_("Net"),
    "portal.finance.no_account": N_("There are no entries yet"),
    "portal.finance.none": N_("There are no documents yet"),
    "portal.finance.none_found": N_("No document fits"),
    "portal.finance.none_found_why": N_("None of your documents fits what you searched for."),
    "portal.finance.none_why": N_(
        "Your invoices and credit notes are listed here as soon as you have ordered something."
    ),
    "portal.finance.number": N_("Document"),
    "portal.finance.open": By(
        "kind",
        {
            "invoice": N_("{open_minor} to pay"),
            "credit_note": N_("{open_minor} in your favour"),
        },
    ),
    "portal.finance.opening": N_("Balance at the beginning"),
    "portal.finance.overdue": N_("Overdue"),
    "portal.finance.paid": N_("Paid"),
    "portal.finance.quantity": N_("Quantity"),
    "portal.finance.reason": N_("Reason"),
    "portal.finance.received": N_("Paid or credited"),
    "portal.finance.reference": N_("Reference"),
    "portal.finance.replaces": N_("Replaces credit note"),
    "portal.finance.search": N_("Document number"),
    "portal.finance.show": N_("Show"),
    "portal.finance.show_all": N_("Everything"),
    "portal.finance.show_open": N_("Only open"),
    "portal.finance.show_overdue": N_("Only overdue"),
    "portal.finance.since": N_("From"),
    "portal.finance.state": N_("Status"),
    "portal.finance.statement": N_("Account statement"),
    "portal.finance.statement_in": N_("Account statement in {currency}"),
    "portal.finance.statement_file": N_("statement"),
    "portal.finance.total": N_("Total"),
    "portal.finance.unpaid": N_("{open_minor} is still to be paid"),
    "portal.finance.until": N_("Until"),
    "portal.finance.unused_days": N_("Unused days"),
    "portal.finance.vat": N_("VAT"),
    "portal.finance.vat_of": N_("{vat_minor} ({vat_basis_points})"),
    "portal.finance.what": N_("What for"),
    "portal.finance.why": N_("How the amount comes about"),
}
