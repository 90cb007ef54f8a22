"""What the command line tells of orders and books."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "cli.order.line": N_("{order_id}  {order_status}, {total_minor}, {customer_id}"),
    "cli.order.save_anyway": N_("Save this start all the same?"),
    "cli.order.no_preview": N_("No preview: {reason}"),
    "cli.order.applied": N_("Applied."),
    "cli.order.recorded": N_("Recorded; it takes effect shortly."),
    "cli.order.is": N_("{order_id}: {order_status}. {what_for}"),
    "cli.order.head": N_(
        "{order_status}; customer {customer_id}, partner {partner_id}, {order_path}, {total_minor}"
    ),
    "cli.order.waits_for": N_("Waits for: {what_for}"),
    "cli.order.payment": N_("payment, attempt {attempt}"),
    "cli.order.invoice": By("number", {ANY: N_("invoice {number}"), NONE: N_("invoice (a draft)")}),
    "cli.order.credit_note": By(
        "count",
        {
            ANY: Plural(
                "credit note {number}, one unused day", "credit note {number}, {count} unused days"
            ),
            NONE: N_("credit note {number}"),
        },
    ),
    "cli.order.refund": By(
        "method",
        {
            ANY: N_("refund {refund_id} by hand, {method}"),
            NONE: By(
                "failure",
                {
                    ANY: N_("refund {refund_id} by {gateway}: {failure}"),
                    NONE: N_("refund {refund_id} by {gateway}"),
                },
            ),
        },
    ),
    "cli.order.ticket": N_("ticket: {subject}"),
    "cli.order.mail": N_("mail to {recipients}: {subject}"),
    "cli.messages.none": N_("Every message gets through."),
    "cli.messages.released": N_("{named} is tried again now: {message}."),
    "cli.messages.dismissed": N_("{named} is dismissed: {message}."),
    "cli.messages.stuck": By(
        "stuck_state",
        {
            "quarantined": Plural(
                "{named}  {message}, given up since {since_at}, one attempt",
                "{named}  {message}, given up since {since_at}, {count} attempts",
            ),
            ANY: Plural(
                "{named}  {message}, still tried; waiting since {since_at}, one attempt",
                "{named}  {message}, still tried; waiting since {since_at}, {count} attempts",
            ),
        },
    ),
    "cli.messages.no_error": N_("no error yet"),
    "cli.messages.how_to_release": N_(
        "Once the cause is solved: ./turnup messages --release SERVICE/ID"
    ),
    "cli.messages.how_to_dismiss": N_(
        "One that was given up and that nobody needs: ./turnup messages --dismiss SERVICE/ID"
    ),
    "cli.audit.unsound": Plural(
        "The ledger is not sound: one finding.", "The ledger is not sound: {count} findings."
    ),
    "cli.audit.sound": Plural(
        "The ledger is sound: one entry, as it was booked.",
        "The ledger is sound: {count} entries, each as it was booked.",
    ),
    "cli.audit.head": Plural(
        "partner {partner_id}: one entry, ending in {hash}",
        "partner {partner_id}: {count} entries, ending in {hash}",
    ),
    "cli.reconcile.not_ended": N_(
        "The reconciliation did not come to its end: {error}. Look at the workflow"
        " reconciliation/by-hand in the Temporal UI."
    ),
}
