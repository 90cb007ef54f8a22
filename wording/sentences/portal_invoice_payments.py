"""What a customer reads who pays an invoice that was issued to be paid later."""

from collections.abc import Mapping

from wording.marking import N_, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.invoice_pay.as_instructed": N_(
        "Pay as written here. The invoice is paid once the money has arrived; nothing is charged by"
        " itself."
    ),
    "portal.invoice_pay.no_way": N_("This invoice cannot be paid online"),
    "portal.invoice_pay.nothing_due": N_(
        "Nothing is to be paid on this invoice any more. Nothing was charged."
    ),
    "portal.invoice_pay.of": N_("{due_minor} is still to be paid on invoice {number}."),
    "portal.invoice_pay.on_its_way": N_(
        "A payment of {amount_minor} is on its way already. Whatever comes twice goes back to you"
        " by itself."
    ),
    "portal.invoice_pay.page": N_("Pay the invoice"),
    "portal.invoice_pay.result": By(
        "why",
        {
            "paid": N_("Nothing is to be paid on invoice {number} any more."),
            "paid_in_part": N_(
                "Your payment of {amount_minor} has arrived. {due_minor} is still to be paid on"
                " invoice {number}."
            ),
            "too_late": N_(
                "Your payment of {amount_minor} came when it was not to be paid any more. It goes"
                " back to you by itself."
            ),
            "pending": N_(
                "Your payment of {amount_minor} is being processed; its outcome is not known yet."
                " This page changes by itself. Do not pay a second time. You can leave this page:"
                " the invoice shows the outcome too."
            ),
            "as_instructed": N_(
                "We wait for your payment of {amount_minor}. Invoice {number} is paid once the"
                " money is here."
            ),
            "failed": N_(
                "Your payment of {amount_minor} did not succeed, and nothing was charged. You can"
                " pay again, or in another way."
            ),
            "goes_back": N_(
                "Another amount was taken than was asked for. It goes back to you by itself;"
                " invoice {number} is still to be paid."
            ),
            "ended": N_(
                "This payment was ended, and nothing was charged. {due_minor} is still to be paid"
                " on invoice {number}."
            ),
            "not_paid": N_(
                "No payment of invoice {number} has arrived so far. If you did not pay, nothing was"
                " charged, and you can pay now."
            ),
            "checking": N_(
                "We are asking whether your payment has arrived. This page changes by itself; do"
                " not pay a second time."
            ),
        },
    ),
    "portal.invoice_pay.see": N_("See the invoice"),
}
