"""What operators read in the Temporal UI, always in English: summaries of workflows, steps and
timers, and what a workflow waits for, in Markdown. `step.…` is a step by its name, with the facts
of its message."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

WORKFLOWS: Mapping[str, Sentence] = {
    "workflow.order": By(
        "count",
        {ANY: N_("{title} and {count} more: {total_minor}"), NONE: N_("{title}: {total_minor}")},
    ),
    "workflow.order_path": By("path", {"upfront": N_("Paid upfront"), "request": N_("By request")}),
    "workflow.reconciliation": By(
        "by_hand",
        {
            ANY: N_("Reconciliation of gateways, ledger and workflows, by hand"),
            NONE: N_("Reconciliation of gateways, ledger and workflows, nightly"),
        },
    ),
    "workflow.reconciliation_details": N_(
        "Reads the gateways' books of the last days, heals what it can and reports the rest."
    ),
    "workflow.refund": N_("Refund of {amount_minor} by {gateway}"),
    "workflow.refund_details": N_("Of order {order_id}"),
    "workflow.start_date": N_("Start date of an item of {order_id} corrected"),
}
STEPS: Mapping[str, Sentence] = {
    "step.apply": N_("Apply the decision"),
    "step.begin": N_("Begin"),
    "step.close_payment": N_("Close the payment page"),
    "step.compare": "{phase}",
    "step.end_refund": N_("Record that an operator ended it"),
    "step.expire": N_("Expire what nobody decided"),
    "step.finish": N_("Sum up"),
    "step.give_back": N_("Ask the gateway for the refund, or about it"),
    "step.issue_credit": By(
        "verdict", {"approve": N_("Credit the item"), ANY: N_("Credit the item in full")}
    ),
    "step.issue_invoice": N_("Invoice the approved item from its start date"),
    "step.note_uncompared": N_("Note what failed: {phase}"),
    "step.notify": By(
        "event",
        {
            "received": N_("Send the order for approval"),
            "payment": N_("Notify of the payment's outcome"),
            "decision": N_("Notify of the decision"),
            "activated": N_("Notify that the service is active"),
            "deadline": N_("Tell of a deadline that passed"),
        },
    ),
    "step.open_payment": By(
        "attempt",
        {"1": N_("Open the payment page"), ANY: N_("Open the payment page, attempt {attempt}")},
    ),
    "step.read_progress": N_("Read whether a person must look"),
    "step.record_attention": By(
        "said",
        {ANY: N_("Ask a person to look at the order"), NONE: N_("Note that it was solved")},
    ),
    "step.record_deadline": By(
        "deadline",
        {
            "reminder": N_("Remind the admins of what is undecided"),
            "escalation": N_("Escalate what is undecided"),
            "warning": N_("Warn the customer that the request expires"),
        },
    ),
    "step.record_decision": N_("Record the operator's decision"),
    "step.record_refusal": N_("Refuse a message: {message}"),
    "step.record_refused_signal": N_("Refuse a signal"),
    "step.settle": N_("Read the payment"),
    "step.start_scheduled_item": N_("Activate the service"),
}
SENTENCES: Mapping[str, Sentence] = {
    **WORKFLOWS,
    **STEPS,
    "moved": "{parts}",
    "moved.amount": By(
        "document",
        {
            "payment": N_("Paid: {amount}."),
            "invoice": N_("Invoiced: {amount}."),
            "credit_note": N_("Credit note: {amount}."),
        },
    ),
    "timer.due": By(
        "due",
        {
            "reminder": N_("Reminder to the admins"),
            "escalation": N_("Escalation"),
            "warning": N_("Warning to the customer"),
            "expiry": N_("Expiry"),
            "start": N_("Start date"),
        },
    ),
    "timer.look_up": N_("Look the payment up"),
    "timer.refund": By(
        "outcome",
        {
            "on_its_way": N_("Until it is looked at again"),
            "refused": N_("Until it is tried with a new key"),
            "unclear": N_("Until the gateway is asked again"),
        },
    ),
    "timer.start_date": N_("Start date"),
    "waits.attempt": N_("This is attempt {attempt} to pay."),
    "waits.attention": By(
        "reason",
        {
            ANY: N_("**Needs attention:** {reason} When it is solved, signal `retry`."),
            NONE: N_(
                "**Needs attention:** The order's `attention` says why. When it is solved,"
                " signal `retry`."
            ),
        },
    ),
    "waits.cancellation": N_(
        "Somebody asked Temporal to cancel this workflow; that changed nothing. To end the order,"
        " reject its items, or have the customer cancel it."
    ),
    "waits.for": By(
        "state",
        {
            "awaiting_payment": N_(
                "Waits for the payment; the customer can pay, switch to a request or cancel:"
                " {items}."
            ),
            "payment_failed": N_(
                "Waits for another try to pay; the customer can try again, switch to a request or"
                " cancel: {items}."
            ),
            "awaiting_approval": N_(
                "Waits for approval; an admin of the partner can approve or reject, the customer"
                " can cancel: {items}."
            ),
            "awaiting_confirmation": N_(
                "Waits for confirmation of the start date; an admin of the partner can confirm or"
                " reject (the service is active and paid): {items}."
            ),
            "scheduled": N_("Waits for its start date; nobody has to act: {items}."),
        },
    ),
    "waits.in_phase": N_("{comparing}. Nobody has to act."),
    "waits.nothing": N_("Done; nothing is waited for."),
    "waits.refund": By(
        "outcome",
        {
            "succeeded": N_("Done; the money has gone back."),
            "on_its_way": N_(
                "On its way at the gateway. Asks about it again at {until}, on the signal `look`,"
                " or as soon as the gateway tells something. Nobody has to act."
            ),
            "refused": N_(
                "The gateway refused it: {why} Tries it again with a new key at {until}, or on the"
                " signal `look`. Nobody has to act."
            ),
            "unclear": N_(
                "**Needs attention:** whether the gateway has made it is unknown: {why} Asks again"
                " at {until}, or on the signal `look`. Ask the gateway's support. Only if it stays"
                " unknown for good, end it with the signal `end` and"
                ' `{{"by": "…", "reason": "…"}}`; the money may still arrive afterwards.'
            ),
            "failed": N_(
                "**Needs attention:** it has failed; its order and the refund in payments say why."
                " An admin of the partner or an operator has it tried again, or gives the money"
                " back by hand and records that."
            ),
        },
    ),
    "waits.refund_begins": N_(
        "Asks the gateway to give the money back. While that is retried, the gateway or payments"
        " does not answer. Nobody has to act."
    ),
    "waits.undelivered": Plural(
        "1 notification to deliver; nothing else waits for it.",
        "{count} notifications to deliver; nothing else waits for them.",
    ),
}
