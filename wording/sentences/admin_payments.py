"""What staff reads of money on its way in."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.menu.offline": N_("Offline payments"),
    "admin.menu.payments": N_("Payments"),
    "admin.offline.amount": N_("Amount in {currency}"),
    "admin.offline.asked": N_("Asked for"),
    "admin.offline.came": N_("What came"),
    "admin.offline.file": N_("offline-payments"),
    "admin.offline.goes_back": N_(
        "This payment was replaced or its order is closed. What is recorded here pays nothing any"
        " more, and has to be given back by hand."
    ),
    "admin.offline.nothing": N_("Nothing was recorded: an amount above zero is missing."),
    "admin.offline.none": N_("No offline payment is waited for"),
    "admin.offline.none_found": N_("No offline payment fits"),
    "admin.offline.receipt": N_("Receipt or line of the statement"),
    "admin.offline.receipt_hint": N_("What finds the money again. Each is taken once."),
    "admin.offline.received": N_("Received on"),
    "admin.offline.received_hint": N_("As the bank statement or the receipt says."),
    "admin.offline.record": N_("Record the money"),
    "admin.offline.recorded_by": N_("Recorded by"),
    "admin.offline.reference": N_("Payment reference"),
    "admin.offline.search": N_("Payment reference, as the sender wrote it"),
    "admin.offline.show_open": N_("Show what waits"),
    "admin.offline.title": N_("Offline payment {reference}"),
    "admin.receiving.done": By(
        "left_minor",
        {
            "0": N_("The money was recorded. The invoice is paid."),
            NONE: N_("The money was recorded. The invoice is paid."),
            ANY: N_("The money was recorded. {left_minor} of the invoice is still open."),
        },
    ),
    "admin.receiving.left": By(
        "is_paid",
        {
            "true": N_("After it the invoice is paid."),
            ANY: N_("After it {left_minor} of the invoice is still open."),
        },
    ),
    "admin.receiving.nothing_due": N_("Nothing is open of this invoice."),
    "admin.receiving.open": N_("What is open"),
    "admin.receiving.preview": N_("Look at what it does"),
    "admin.receiving.title": N_("Record money for invoice {number}"),
    "admin.payments.all_of_order": N_("Show all attempts of this order"),
    "admin.payments.attempt": N_("Attempt"),
    "admin.payments.began": N_("Begun"),
    "admin.payments.captured": N_("Paid at"),
    "admin.payments.facts": N_("Details"),
    "admin.payments.failure": N_("Why it was not paid"),
    "admin.payments.file": N_("payments"),
    "admin.payments.gateway": N_("Gateway"),
    "admin.payments.gateway_number": N_("Number at the gateway"),
    "admin.payments.method": N_("Paid by"),
    "admin.payments.none": N_("There are no payments yet"),
    "admin.payments.none_found": N_("No payment fits"),
    "admin.payments.number": N_("Payment"),
    "admin.payments.of_order": N_("All attempts of this order"),
    "admin.payments.pays": N_("Pays invoice"),
    "admin.payments.reference": N_("Reference"),
    "admin.payments.search": N_("Whole number of an order, payment, customer or receipt"),
    "admin.payments.show_all": N_("Show all payments"),
    "admin.payments.state": N_("Status"),
    "admin.payments.this": N_("This one"),
    "admin.payments.title": N_("Payment of {amount_minor}"),
    "admin.payments.to_offline": N_("To the offline payment"),
    "admin.payments.to_refunds": N_("To its refunds"),
}
