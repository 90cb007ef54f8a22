"""What a customer reads of its invoices, credit notes and account."""

from collections.abc import Mapping

from wording.marking import N_, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.finance.amount": N_("Amount"),
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
    "portal.finance.due": N_("Still to pay"),
    "portal.finance.issued": N_("Date"),
    "portal.finance.named": By(
        "kind",
        {"invoice": N_("Invoice {number}"), "credit_note": N_("Credit note {number}")},
    ),
    "portal.finance.number": N_("Document"),
    "portal.finance.state": N_("Status"),
}
