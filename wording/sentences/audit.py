"""What the audit of an order says of each change. Admins and operators read it."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "audit.applied": "{parts}",
    "audit.attention_solved": By(
        "note", {ANY: N_("{note} Solved: {flags}"), NONE: N_("Solved: {flags}")}
    ),
    "audit.by_decision_of": N_("By decision of {decided_by}."),
    "audit.charge_previewed": N_("Previewed was a charge of {amount_minor}."),
    "audit.credit_previewed": By(
        "amount_minor",
        {
            NONE: N_("Previewed was neither a credit nor a charge."),
            ANY: By(
                "count",
                {
                    ANY: Plural(
                        "Previewed was a credit of {amount_minor} for 1 unused day.",
                        "Previewed was a credit of {amount_minor} for {count} unused days.",
                    ),
                    NONE: N_("Previewed was a credit of {amount_minor}."),
                },
            ),
        },
    ),
    "audit.deadline": By(
        "deadline",
        {
            "reminder": N_("Nobody has decided yet; the admins are reminded."),
            "escalation": N_("Nobody has decided in time; the order is escalated."),
            "warning": N_("Nobody has decided yet; the customer is warned of the expiry."),
        },
    ),
    "audit.decided": "{parts}",
    "audit.decided_start": By(
        "previous_start_on",
        {
            ANY: N_("Start on {start_on} (was {previous_start_on})."),
            NONE: N_("Start on {start_on}."),
        },
    ),
    "audit.documents_due": N_("Documents due: {documents}."),
    "audit.message_refused": By(
        "content", {ANY: N_("{reason} Message: {content}"), NONE: "{reason}"}
    ),
    "audit.not_paid": By(
        "detail",
        {
            ANY: N_("Attempt {attempt} was not paid: {detail}"),
            NONE: By(
                "outcome",
                {
                    "expired": N_("Attempt {attempt} was not paid in time."),
                    ANY: N_("Attempt {attempt} failed."),
                },
            ),
        },
    ),
    "audit.offline_payment_booked": N_(
        "The payment with the reference {reference} is booked on its invoices."
    ),
    "audit.offline_payment_recorded": N_(
        "{amount_minor} by {method} on {received_on}, reference {reference}."
    ),
    "audit.pay_again": By(
        "payment_method",
        {ANY: N_("Attempt {attempt} by {payment_method}."), NONE: N_("Attempt {attempt}.")},
    ),
    "audit.payment_captured": N_("Attempt {attempt} was captured on {paid_on}."),
    "audit.payment_captured_late": N_(
        "Attempt {attempt} was captured on {paid_on}. Nothing waited for it any more; payments"
        " gives it back."
    ),
    "audit.payment_captured_meanwhile": N_(
        "Attempt {attempt} was captured on {paid_on}. It counts for what was approved while it"
        " came."
    ),
    "audit.payment_tried_again": N_("The customer tries again."),
    "audit.placed": By(
        "path",
        {
            "upfront": Plural(
                "Ordered one item to be paid upfront, {total_minor}, by quote {quote_id},"
                " under version {settings_version} of the settings.",
                "Ordered {count} items to be paid upfront, {total_minor}, by quote {quote_id},"
                " under version {settings_version} of the settings.",
            ),
            ANY: Plural(
                "Ordered one item on request, {total_minor}, by quote {quote_id},"
                " under version {settings_version} of the settings.",
                "Ordered {count} items on request, {total_minor}, by quote {quote_id},"
                " under version {settings_version} of the settings.",
            ),
        },
    ),
    "audit.settings_changed": N_("Changed: {fields}"),
    "audit.start_arrived": N_("The start date {start_on} has come."),
    "audit.starts_as_paid": N_(
        "The payment came while {approved_on} was approved, and is invoiced from its date: service"
        " starts on {start_on}."
    ),
    "audit.switched_to_request": N_("The customer asks for approval instead of paying now."),
    "audit.workflow_taken_up": N_(
        "Its workflow was lost; another one takes the order up where it stands."
    ),
}
