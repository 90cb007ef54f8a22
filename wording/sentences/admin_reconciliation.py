"""What staff reads of reconciliations: what each finding asks of a person. Its meaning at length is
in docs/operations/reconciliation.md."""

from collections.abc import Mapping

from wording.marking import ANY, N_, By, Plural, Sentence

DATABASE = N_(
    "Somebody changed the database. Compare what the detail names with a backup before anything"
    " else."
)
SENTENCES: Mapping[str, Sentence] = {
    "admin.menu.reconciliation": N_("Reconciliation"),
    "admin.reconciliation.back_here": N_("Booked as given back"),
    "admin.reconciliation.back_there": N_("Given back there"),
    "admin.reconciliation.began": N_("Begun"),
    "admin.reconciliation.books": N_("Both books"),
    "admin.reconciliation.days": N_("Compared time"),
    "admin.reconciliation.detail": N_("What differs"),
    "admin.reconciliation.do": By(
        "finding_kind",
        {
            "capture_not_booked": N_(
                "The detail says why it cannot be booked. Solve that, and run it again."
            ),
            "capture_unknown": N_(
                "Look the payment up at the gateway. If it is another installation's, leave it; if"
                " a customer's, give it back there or record it by hand."
            ),
            "captured_twice": N_("Give the second payment back on the gateway's own pages."),
            "amount_differs": N_(
                "What was captured otherwise goes back by itself: talk to the customer. What is"
                " booked otherwise was changed by somebody: compare with a backup."
            ),
            "capture_missing": N_(
                "Ask the gateway's support with the payment's number. Until then the service runs"
                " without money."
            ),
            "payment_missing": N_(
                "See that the gateway's account and key are still the ones with which the payment"
                " was opened."
            ),
            "payment_never_opened": N_("Nothing: the customer can try again."),
            "refund_unknown": N_(
                "Do not refund this here: the gateway would pay a second time. Keep the finding"
                " with your accounts."
            ),
            "refund_differs": N_("Compare both with the gateway's own pages."),
            "refund_failed": N_(
                "The gateway has it under another number: compare both with its own pages."
            ),
            "refund_missing": N_(
                "Ask the gateway's support. The customer may still wait for the money."
            ),
            "refund_overdue": N_(
                "The detail says why. Have it tried again in the list of refunds, or record what"
                " you gave back by hand."
            ),
            "ledger_differs": DATABASE,
            "message_overdue": N_("See whether the service that is to hear of it is up."),
            "message_quarantined": N_(
                "Solve its cause, then have it tried again in the list of stuck messages; let go of"
                " one that nobody needs."
            ),
            "webhook_unprocessed": N_(
                "The detail says why. One about a payment of somebody else can stay."
            ),
            "order_behind": N_(
                "Open the order's workflow in the Temporal UI: its pending step says what it waits"
                " for."
            ),
            "workflow_missing": N_(
                "It was to be started and has not come through yet. Run the reconciliation again."
            ),
            "workflow_ended": N_(
                "Start it again on the machine, with ./turnup order restart and the order's number."
            ),
            "active_without_payment": N_(
                "Look for the money at the gateway; then cancel the service, or have it paid."
            ),
            "payment_behind": N_("Run the reconciliation again."),
            "refund_not_booked": N_("Run the reconciliation again."),
            "not_compared": N_(
                "See whether what the detail names is up, and run it again. If it stays, look into"
                " the service's log."
            ),
            ANY: N_("Read the detail, and run the reconciliation again."),
        },
    ),
    "admin.reconciliation.ended": N_("Ended"),
    "admin.reconciliation.here": N_("Booked here"),
    "admin.reconciliation.left_out": Plural(
        "One more finding is not shown.", "{count} more findings are not shown."
    ),
    "admin.reconciliation.none": N_("No reconciliation has run yet"),
    "admin.reconciliation.runs": N_("It runs, or never came to its end"),
    "admin.reconciliation.runs_told": N_(
        "This reconciliation runs, or never came to its end. This is what it has found so far."
    ),
    "admin.reconciliation.subject": N_("About"),
    "admin.reconciliation.there": N_("Captured there"),
    "admin.reconciliation.title": N_("Reconciliation of {moment}"),
    "admin.reconciliation.verdict": N_("Result"),
    "admin.reconciliation.what": N_(
        "Every night the gateways' books, ours and the workflows are compared. What differs is"
        " healed where that is safe; the rest is for a person."
    ),
}
