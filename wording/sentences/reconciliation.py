"""What a reconciliation found, and how it ended."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

PAYMENTS: Mapping[str, Sentence] = {
    "reconciliation.attempt_ended": N_(
        "Order {order_id} takes no payment any more, and this attempt was {former_state};"
        " cancelled."
    ),
    "reconciliation.attempt_moved": N_(
        "The attempt of order {order_id} was {former_state} here and is {payment_state} there."
    ),
    "reconciliation.book_unread": N_(
        "The book of the gateway {gateway} could not be read to its end. What only it knows is not"
        " compared; run the reconciliation again when it answers."
    ),
    "reconciliation.booked": N_(
        "{amount} for order {order_id} had come and was not booked; it is now."
    ),
    "reconciliation.booked_late": N_(
        "{amount} came after order {order_id} was paid or closed; booked now, and it goes back."
    ),
    "reconciliation.booked_otherwise": N_(
        "The gateway captured {captured}, booked is {booked} (order {order_id})."
    ),
    "reconciliation.broken": N_(
        "It could not be compared: {error}. The log of payments says more."
    ),
    "reconciliation.capture_missing": By(
        "payment_state",
        {
            ANY: N_(
                "{amount} is booked for order {order_id}, and the gateway says {payment_state}."
            ),
            NONE: N_("{amount} is booked for order {order_id}, and the gateway does not know it."),
        },
    ),
    "reconciliation.capture_unknown": By(
        "reference",
        {
            ANY: N_(
                "The gateway captured {amount}, and no attempt here belongs to it (reference"
                " {reference})."
            ),
            NONE: N_(
                "The gateway captured {amount} without a reference, and no attempt here belongs to"
                " it."
            ),
        },
    ),
    "reconciliation.captured_twice": N_(
        "The gateway captured {amount} for {intent_id} of order {order_id}, which is its payment"
        " {payment_id} ({payment_state})."
    ),
    "reconciliation.goes_back": By(
        "captured",
        {
            ANY: N_(
                "The gateway captured {captured} instead of {asked} for order {order_id}. It is"
                " booked now and goes back by itself; nothing was activated."
            ),
            NONE: N_(
                "The gateway captured another amount than {asked} for order {order_id}. It is"
                " booked now and goes back by itself; nothing was activated."
            ),
        },
    ),
    "reconciliation.never_opened": N_(
        "The gateway never got this attempt of order {order_id}; it is cancelled."
    ),
    "reconciliation.not_asked": By(
        "refusal",
        {
            ANY: N_("The gateway could not be asked: {refusal}"),
            NONE: N_("The gateway gave no answer in time."),
        },
    ),
    "reconciliation.not_bookable": N_("It could not be booked for order {order_id}: {refusal}"),
    "reconciliation.payment_lost": N_(
        "{intent_id} of order {order_id} says {payment_state}, but no payment of {amount} is"
        " booked."
    ),
    "reconciliation.payment_missing": N_(
        "The gateway does not know {payment_id}, which it opened for order {order_id}."
    ),
    "reconciliation.webhook_done": N_("Kept, and not worked on before; it is now."),
    "reconciliation.webhook_undone": N_("Kept, and not worked on: {error}"),
}

WORKER: Mapping[str, Sentence] = {
    "reconciliation.cancelled": N_(
        "Somebody cancelled this reconciliation in Temporal; neither this phase nor those after it"
        " were compared. Run it again."
    ),
    "reconciliation.given_up": By(
        "error",
        {
            ANY: N_("The phase “{phase}” was not compared to its end: {error}"),
            NONE: N_("The phase “{phase}” was not compared to its end."),
        },
    ),
    "reconciliation.message_stuck": By(
        "error",
        {
            ANY: Plural(
                "Message {message_id} of {service}, since {stuck_at}, one try: {error}",
                "Message {message_id} of {service}, since {stuck_at}, {count} tries: {error}",
            ),
            NONE: N_("Message {message_id} of {service}, since {stuck_at}, never tried."),
        },
    ),
    "reconciliation.messages_unread": N_("The messages of {service} could not be read: {refusal}"),
    "reconciliation.not_moved": N_(
        "Its workflow was signalled again how the payment ended, and has not moved."
    ),
    "reconciliation.not_started": N_(
        "Its workflow is not there; its start is on the way and has not come through yet."
    ),
    "reconciliation.order": By(
        "attempt",
        {
            ANY: N_("Order {order_status}, attempt {attempt} {payment_state}: {what}"),
            NONE: N_("Order {order_status}: {what}"),
        },
    ),
    "reconciliation.report": N_(
        "**{verdict}** The whole report is `{report_id}`, and this workflow's result."
    ),
    "reconciliation.signalled": N_(
        "Its workflow did not know how the payment ended; it was signalled again."
    ),
    "reconciliation.silent": N_(
        "The phase “{phase}” was not compared to its end: the gateways did not answer for {count}"
        " pages in a row."
    ),
    "reconciliation.started": N_("Its workflow was not there; it was started again."),
    "reconciliation.unpaid": N_(
        "The service runs as paid, and payments has no captured attempt of this order: find out"
        " whether the money is at the gateway, and cancel the service or have it paid."
    ),
    "reconciliation.verdict": "{parts}",
    "reconciliation.verdict.agrees": N_("All agree."),
    "reconciliation.verdict.healed": Plural("1 difference healed.", "{count} differences healed."),
    "reconciliation.verdict.look": Plural(
        "A person must look: 1 finding.", "A person must look: {count} findings."
    ),
    "reconciliation.verdict.unasked": Plural(
        "The gateway could not be asked for 1 payment; run it again later.",
        "The gateway could not be asked for {count} payments; run it again later.",
    ),
}

SENTENCES: Mapping[str, Sentence] = {**PAYMENTS, **WORKER}
