"""What an order waits for, as its customer and as staff read it."""

from collections.abc import Mapping

from wording.marking import N_, VIEWER, By, Plural, Sentence


def _read(*, customer: Sentence, staff: Sentence) -> By:
    return By(VIEWER, {"customer": customer, "staff": staff})


WAITS: Mapping[str, Sentence] = {
    "order.waits.attention": _read(
        customer=N_("Your provider looks at this order. You do not have to do anything."),
        staff=N_(
            "A person must look at this order; an admin of the partner or an operator can."
            " {reasons}"
        ),
    ),
    "order.waits.decided": _read(
        customer=Plural(
            "One item is decided, and the rest follows by itself. You do not have to do anything.",
            "{count} items are decided, and the rest follows by itself. You do not have to do"
            " anything.",
        ),
        staff=Plural(
            "One item is decided, the effects follow by themselves; nobody needs to act.",
            "{count} items are decided, the effects follow by themselves; nobody needs to act.",
        ),
    ),
    "order.waits.nothing": _read(
        customer=N_("Nothing: your order is done. You do not have to do anything."),
        staff=N_("Nothing: the order is closed and nobody needs to act."),
    ),
    "order.waits.open": By(
        "item_state",
        {
            "awaiting_payment": _read(
                customer=Plural(
                    "One item waits for your payment; you can pay, send the order as a"
                    " request, or cancel it.",
                    "{count} items wait for your payment; you can pay, send the order as a"
                    " request, or cancel it.",
                ),
                staff=Plural(
                    "One item is waiting for the payment; the customer can pay, send the order"
                    " as a request, or cancel it.",
                    "{count} items are waiting for the payment; the customer can pay, send the"
                    " order as a request, or cancel it.",
                ),
            ),
            "payment_failed": _read(
                customer=Plural(
                    "One item is not paid, as your payment failed; you can try again, send the"
                    " order as a request, or cancel it.",
                    "{count} items are not paid, as your payment failed; you can try again,"
                    " send the order as a request, or cancel it.",
                ),
                staff=Plural(
                    "One item is not paid, as the payment failed; the customer can try again,"
                    " send the order as a request, or cancel it.",
                    "{count} items are not paid, as the payment failed; the customer can try"
                    " again, send the order as a request, or cancel it.",
                ),
            ),
            "awaiting_approval": _read(
                customer=Plural(
                    "One item waits for your provider's approval. You do not have to do"
                    " anything; until then you can cancel it.",
                    "{count} items wait for your provider's approval. You do not have to do"
                    " anything; until then you can cancel them.",
                ),
                staff=Plural(
                    "One item is waiting for approval; an admin of the partner can approve or"
                    " reject, the customer can cancel.",
                    "{count} items are waiting for approval; an admin of the partner can"
                    " approve or reject, the customer can cancel.",
                ),
            ),
            "awaiting_confirmation": _read(
                customer=Plural(
                    "Your service is active; your provider confirms the start date. You do not"
                    " have to do anything; until then you can cancel it.",
                    "{count} of your services are active; your provider confirms the start"
                    " dates. You do not have to do anything; until then you can cancel them.",
                ),
                staff=Plural(
                    "One item is paid and active, waiting for confirmation; an admin of the"
                    " partner can confirm the start date or reject, the customer can cancel.",
                    "{count} items are paid and active, waiting for confirmation; an admin of"
                    " the partner can confirm the start date or reject, the customer can"
                    " cancel.",
                ),
            ),
        },
    ),
    "order.waits.scheduled": _read(
        customer=Plural(
            "Your service is approved and starts by itself on {start_on}.",
            "{count} of your services are approved and start by themselves, next on {start_on}.",
        ),
        staff=Plural(
            "One item is approved and will start without further action, on {start_on}.",
            "{count} items are approved and will start without further action, next on {start_on}.",
        ),
    ),
}
SENTENCES: Mapping[str, Sentence] = WAITS
