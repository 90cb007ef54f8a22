"""What the command line tells of orders and books."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "cli.order.line": N_("{order_id}  {order_status}, {total_minor}, {customer_id}"),
    "cli.order.save_anyway": N_("Save this start all the same?"),
    "cli.order.no_preview": N_("No preview: {reason}"),
    "cli.order.applied": N_("Applied."),
    "cli.order.recorded": N_("Recorded; it takes effect shortly."),
    "cli.order.restarted": N_(
        "{order_id}: {order_status}. Another workflow takes it up where it stands; its time limits"
        " run on."
    ),
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
    "cli.refund.ended": N_(
        "{refund_id}: given up. {amount_minor} is still owed, and may still arrive; ask {gateway}"
        " before it is paid by hand."
    ),
    "cli.refund.tried_again": N_(
        "{refund_id}: {gateway} is asked for {amount_minor} again, which it pays once at most."
    ),
    "cli.order.ticket": N_("ticket: {subject}"),
    "cli.order.mail": N_("mail to {recipients}: {subject}"),
    "cli.approvals.counts": Plural(
        "One order waits for a decision; overdue: {overdue}, flagged: {flagged}.",
        "{count} orders wait for a decision; overdue: {overdue}, flagged: {flagged}.",
    ),
    "cli.approvals.order": By(
        "flag_count",
        {
            ANY: N_(
                "{order_id}  {order_path}, {total_minor}, {customer_name}; due {decision_due_at};"
                " a person must look"
            ),
            NONE: N_(
                "{order_id}  {order_path}, {total_minor}, {customer_name}; due {decision_due_at}"
            ),
        },
    ),
    "cli.approvals.item": N_("{item_id}  {title}: {item_state}"),
    "cli.not_shown": Plural("One more is not shown.", "{count} more are not shown."),
    "cli.settings.version": By(
        "partner",
        {
            "default": N_("{number}  {changed_at}  {changed_by}, for all partners"),
            ANY: N_("{number}  {changed_at}  {changed_by}"),
        },
    ),
    "cli.settings.change": By(
        "reset",
        {
            ANY: N_("{field}: {before} → {after}, inherited again"),
            NONE: N_("{field}: {before} → {after}"),
        },
    ),
    "cli.settings.none": N_("Nothing was ever changed."),
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
        " --reason WHY"
    ),
    "cli.mails.none": N_("No mails."),
    "cli.mails.mail": By(
        "mail_state",
        {
            "queued": N_("{id}  {queued_at}  waiting  {to}: {subject}"),
            "sent": N_("{id}  {queued_at}  sent  {to}: {subject}"),
            "quarantined": N_("{id}  {queued_at}  given up  {to}: {subject}"),
        },
    ),
    "cli.mails.files": N_("with {names}"),
    "cli.mails.resent": N_("{mail_id} is sent once more, as {new_id}."),
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
    "cli.reconcile.compared": By(
        "phase",
        {
            "book": Plural(
                "one entry of the gateways' books", "{count} entries of the gateways' books"
            ),
            "attempts": Plural(
                "one attempt that had not settled", "{count} attempts that had not settled"
            ),
            "captures": Plural(
                "one booked capture that was not listed",
                "{count} booked captures that were not listed",
            ),
            "refunds": Plural(
                "one refund that was not done or not listed",
                "{count} refunds that were not done or not listed",
            ),
            "ledger": Plural("one ledger entry", "{count} ledger entries"),
            "webhooks": Plural("one forgotten webhook", "{count} forgotten webhooks"),
            "orders": Plural("one unfinished order", "{count} unfinished orders"),
            "messages": Plural("one stuck message", "{count} stuck messages"),
        },
    ),
    "cli.reconcile.counted": "{parts}",
    "cli.reconcile.kept": N_("Kept as {report_id}; what to do: docs/operations/reconciliation.md"),
    "cli.reconcile.span": N_("Compared from {since_at} to {until_at}."),
    "cli.reconcile.not_ended": N_(
        "The reconciliation did not come to its end: {error}. Look at the workflow"
        " reconciliation/by-hand in the Temporal UI."
    ),
}
