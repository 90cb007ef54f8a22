"""Why a person must look at an order, beside the refusals of its steps. For staff only."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "attention.mismatch": By(
        "detail",
        {
            ANY: N_("Attempt {attempt} does not match the order: {detail}"),
            NONE: N_("The amount that attempt {attempt} captured does not match the order."),
        },
    ),
    "attention.part_not_booked": N_("{amount_minor} for {item_id}: {why}"),
    "attention.payment_not_booked": N_(
        "The payment with the reference {reference} was received and could not be booked. {refused}"
    ),
    "attention.refund": By(
        "outcome",
        {
            "came_back": N_(
                "The refund {refund_id} of {amount_minor} came back after it had succeeded: {why}"
            ),
            "ended": N_(
                "The refund {refund_id} of {amount_minor} was ended and may still arrive; ask the"
                " gateway before you pay. {why}"
            ),
            "unclear": N_("The refund {refund_id} of {amount_minor} has an unclear outcome: {why}"),
            ANY: N_("The refund {refund_id} of {amount_minor} failed: {why}"),
        },
    ),
    "attention.workflow_lost": N_(
        "Its workflow was ended in Temporal before the order was done. Until it is started again"
        " nothing of the order is charged, credited, activated or told to anybody, and nothing is"
        " lost: start it again with `./turnup order restart {order_id}`."
    ),
}
