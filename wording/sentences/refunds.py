"""Money on its way back: refusals, why it did not arrive, and what a reconciliation found."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

REFUSALS: Mapping[str, Sentence] = {
    "credit-note-owes-nothing": N_(
        "Credit note {number} has nothing left to give back. Nothing was refunded."
    ),
    "no-gateway-took-the-payment": N_(
        "Its invoice was paid in cash or by bank transfer; the credit stays on the customer's"
        " balance. Nothing was refunded."
    ),
    "refund-exceeds-what-is-left": N_(
        "Only {left_minor} can go back: {left_of_note_minor} are left of the credit note,"
        " {left_of_payment_minor} of the payment. Nothing was refunded."
    ),
    "refund-has-not-failed/made_after_all": N_(
        "The gateway has given this money back after all, and it is being booked. Nothing was"
        " booked by hand; if you have paid it out already, ask for it back."
    ),
    "refund-has-not-failed/to_settle_by_hand": N_(
        "Only a refund that has failed is settled by hand; this one is on its way or has"
        " succeeded. Nothing was done."
    ),
    "refund-has-not-failed/to_try_again": N_(
        "Only a refund that has failed is tried again; this one is on its way or has succeeded."
        " Nothing was done."
    ),
    "refund-is-not-plausible": N_(
        "{given_back_on} is in the future; today is {today_on}. Nothing was booked."
    ),
    "refund-is-settled": N_(
        "Only a refund that is pending can be ended; this one is settled ({refund_state})."
        " Nothing was done."
    ),
    "service-is-unavailable/refund_try_ended": N_(
        "Somebody has ended this try meanwhile; ask again."
    ),
}

REFUNDS: Mapping[str, Sentence] = {
    "refund.by_hand": N_("The gateway {gateway} gives no money back; a person has to."),
    "refund.came_back": N_("It came back after it had succeeded: {why}"),
    "refund.ended": N_("Ended by {by}: {reason}"),
    "refund.in_other_currency": N_(
        "The gateway refused the refund: the payment was in {currency}."
    ),
    "refund.made_nothing": N_("The gateway failed while giving the money back and made nothing."),
    "refund.not_in_part": N_(
        "The gateway {gateway} gives no part of a payment back; a person has to."
    ),
    "refund.not_possible": N_("The gateway could not give the money back: {gateway_words}."),
    "refund.nothing_captured": N_("The gateway refused the refund: nothing was captured."),
    "refund.refused": By(
        "why",
        {
            ANY: N_("The gateway refused the refund: {why}"),
            NONE: N_("The gateway refused the refund."),
        },
    ),
    "refund.unexplained": N_("No reason was given."),
}

RECONCILIATION: Mapping[str, Sentence] = {
    "reconciliation.refund_adopted": N_(
        "The gateway gives {amount} back, and the refund was {refund_state}; it is taken for that"
        " one, and booked once it has left."
    ),
    "reconciliation.refund_differs": N_(
        "The gateway {gateway} gave {amount} of {payment_id} back, {refund_id} is {owed} of"
        " {our_payment_id} (order {order_id})."
    ),
    "reconciliation.refund_missing": N_(
        "{amount} of order {order_id} is booked as given back, and the gateway has no such refund."
    ),
    "reconciliation.refund_not_taken_back": N_(
        "{amount} was booked as given back, and the gateway says that it failed; it is not booked"
        " back."
    ),
    "reconciliation.refund_taken_back": N_(
        "{amount} was booked as given back, and the gateway says that it failed; it is booked back"
        " now, and owed."
    ),
    "reconciliation.refund_undone": By(
        "found",
        {
            "begun_anew": N_(
                "{amount} of order {order_id} is still to be given back, and its workflow was not"
                " there; it was started again."
            ),
            "failed": N_("{amount} of order {order_id} has failed: {why}"),
            "overdue": N_(
                "{amount} of order {order_id} is still to be given back since {since_on}: {why}"
            ),
        },
    ),
    "reconciliation.refund_unknown": N_(
        "The gateway {gateway} gave {amount} of {payment_id} back ({refund_state}; order"
        " {order_id}), and no refund here belongs to it. Somebody may have made it in the"
        " gateway's own pages."
    ),
}

SENTENCES: Mapping[str, Sentence] = {**REFUSALS, **REFUNDS, **RECONCILIATION}
