"""Refusals of steps, for what a message asks for and no record says, and of messages that cannot be
used."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "decision-is-not-recorded/missing": N_("There is no decision to notify people of."),
    "decision-is-not-recorded/no_invoice": N_(
        "The decision on record is {verdict}; it calls for no invoice."
    ),
    "decision-is-not-recorded/not_in_force": N_(
        "Order {order_id} has no decision {decision_id} in force. Nothing was done; record"
        " decisions through the orders service, or signal one with item_id, verdict and by."
    ),
    "message.argument_count": N_("It takes another number of arguments than {given}."),
    "message.cancellation": By(
        "workflow",
        {
            "order": N_(
                "Somebody asked Temporal to cancel the order's workflow. Nothing was cancelled, and"
                " the order goes on: to end it, reject its items, or have the customer cancel it."
            ),
            "start_date": N_(
                "Somebody asked Temporal to cancel the correction of a start date. Nothing was"
                " cancelled, and it goes on: to change it, correct the start date again."
            ),
            "refund": N_(
                "Somebody asked Temporal to cancel a refund. Nothing was cancelled, and the refund"
                " goes on: if its outcome stays unknown, end it with the signal `end`."
            ),
        },
    ),
    "message.no_json": N_("It is no JSON: {error}."),
    "message.too_deep": N_("It is nested too deeply."),
    "message.too_long": N_("It has more than {most} characters."),
    "message.unfit": By(
        "at",
        {
            ANY: N_("{contract} does not fit its contract: {at}: {fault}."),
            NONE: N_("{contract} does not fit its contract: {fault}."),
        },
    ),
    "message.unknown": N_("There is no such signal."),
    "payment-attempt-is-not-recorded": N_(
        "Nobody tried to pay a time number {attempt}; the newest attempt is {newest_attempt}."
        " Nothing was opened."
    ),
    "switch-is-not-recorded": N_(
        "The customer has not asked for approval instead of paying. Nothing was closed."
    ),
}
