"""What happened to an order, in plain words for its customer; staff reads the same and more. And
what is said where documents are missing."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence


def _with_note(with_note: str, without: str) -> By:
    return By("reason", {ANY: with_note, NONE: without})


def _read(*, customer: str, staff: str) -> By:
    return By(VIEWER, {"customer": customer, "staff": staff})


SENTENCES: Mapping[str, Sentence] = {
    "service.no_documents": N_(
        "Invoices and credit notes cannot be shown right now. Nothing is lost; look again in a"
        " moment."
    ),
    "service.older_documents": N_(
        "Older invoices and credit notes may be missing here; all are in the list of documents."
    ),
    "timeline.placed": By(
        "path",
        {
            "upfront": Plural(
                "One item was ordered, to be paid upfront: {total_minor}.",
                "{count} items were ordered, to be paid upfront: {total_minor}.",
            ),
            ANY: Plural(
                "One item was ordered and sent for approval: {total_minor}.",
                "{count} items were ordered and sent for approval: {total_minor}.",
            ),
        },
    ),
    "timeline.payment_captured": N_("Paid on {paid_on}; active from that day on."),
    "timeline.payment_counted": N_(
        "Paid on {paid_on}. The payment counts for what was approved while it came."
    ),
    "timeline.payment_declined": By(
        "detail",
        {
            ANY: N_("The payment failed, and nothing was charged. {detail}"),
            NONE: N_("The payment failed, and nothing was charged."),
        },
    ),
    "timeline.payment_mismatched": N_(
        "The payment was over another amount than the order. It does not count, and goes back by"
        " itself."
    ),
    "timeline.payment_expired": N_("Expired: it was not paid in time. Nothing was charged."),
    "timeline.pay_again": N_("Another attempt to pay was started."),
    "timeline.switch_to_request": N_("Sent for approval instead of being paid at once."),
    "timeline.late_payment": N_(
        "A payment arrived on {paid_on}, when nothing waited for it any more. It goes back by"
        " itself."
    ),
    "timeline.offline_payment_recorded": N_(
        "{amount_minor} was received on {received_on} ({method})."
    ),
    "timeline.approved_for_now": _with_note(
        N_("Approved; the first day is {start_on}. Note: {reason}"),
        N_("Approved; the first day is {start_on}."),
    ),
    "timeline.approved_for_later": _with_note(
        N_("Approved; it starts by itself on {start_on}. Note: {reason}"),
        N_("Approved; it starts by itself on {start_on}."),
    ),
    "timeline.start_moved": _with_note(
        N_("The first day is now {start_on} instead of {previous_start_on}. Note: {reason}"),
        N_("The first day is now {start_on} instead of {previous_start_on}."),
    ),
    "timeline.start_arrived": N_("Active since {start_on}, as scheduled."),
    "timeline.rejected": By(
        "documents",
        {
            "full_credit": N_("Not approved: {reason}\nWhat was paid for it is given back."),
            ANY: N_("Not approved: {reason}"),
        },
    ),
    "timeline.cancelled": By(
        "documents",
        {
            "full_credit": By(
                "reason",
                {
                    NONE: N_("Cancelled. What was paid for it is given back."),
                    ANY: N_("Cancelled: {reason}\nWhat was paid for it is given back."),
                },
            ),
            ANY: By("reason", {NONE: N_("Cancelled."), ANY: N_("Cancelled: {reason}")}),
        },
    ),
    "timeline.expired": N_("Expired: it was neither paid nor approved in time."),
    "timeline.warned": _read(
        customer=N_("You were warned that the request expires if nobody decides."),
        staff=N_("The customer was warned that the request expires if nobody decides."),
    ),
    "timeline.credit_note": By(
        "document_state",
        {
            "voided": N_(
                "Credit note {document_number} of {amount_minor}; a later one took its place."
            ),
            ANY: By(
                "count",
                {
                    ANY: Plural(
                        "Credit note {document_number} of {amount_minor} for 1 unused day.",
                        "Credit note {document_number} of {amount_minor} for {count} unused days.",
                    ),
                    NONE: N_("Credit note {document_number} of {amount_minor}."),
                },
            ),
        },
    ),
    "timeline.refund_started": _read(
        customer=N_("{amount_minor} is on its way back to you."),
        staff=N_("{amount_minor} is to go back to the customer."),
    ),
    "timeline.refunded": _read(
        customer=N_("You got {amount_minor} back."),
        staff=N_("The customer got {amount_minor} back."),
    ),
    "timeline.older_documents": N_(
        "Older credit notes and refunds are not shown here; all are in the list of documents."
    ),
    "timeline.payments_away": N_(
        "Credit notes and refunds cannot be shown right now. Nothing is lost; look again in a"
        " moment."
    ),
}
