"""What orders say to whoever reads one: what an order waits for, how its payment stands, and what a
cart or a checkout cannot offer."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence


def _read(*, customer: Sentence, staff: Sentence) -> By:
    return By(VIEWER, {"customer": customer, "staff": staff})


WAITS: Mapping[str, Sentence] = {
    "order.waits.attention": _read(
        customer=N_("Your provider looks at this order. You do not have to do anything."),
        staff=N_("A person must look at this order; an admin of the partner or an operator can."),
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
        customer=N_("Your order is done. You do not have to do anything."),
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
    "order.waits.expiry": By(
        "is_request",
        {
            ANY: N_("What is not approved by {expires_on} expires. Nothing has to be paid for it."),
            NONE: _read(
                customer=N_(
                    "What you have not paid by {expires_on} expires. Nothing is charged for it."
                ),
                staff=N_("What is not paid by {expires_on} expires. Nothing is charged for it."),
            ),
        },
    ),
    "order.waits.processing": _read(
        customer=N_(
            "Your payment is being processed, and its outcome follows by itself. Do not pay a"
            " second time."
        ),
        staff=N_("The payment is being processed, and its outcome follows by itself."),
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
PAYING: Mapping[str, Sentence] = {
    "order.outcome": By(
        "outcome",
        {
            "approved": _read(
                customer=N_("Your request is approved."), staff=N_("The request is approved.")
            ),
            "checking": _read(
                customer=N_(
                    "Checking: your payment is being looked up. This takes some seconds; do not pay"
                    " a second time."
                ),
                staff=N_("Checking: the payment is being looked up."),
            ),
            "closed": N_("This order is closed; no payment is expected."),
            "paid": _read(
                customer=N_("Successful: your payment has arrived."),
                staff=N_("Successful: the payment has arrived."),
            ),
            "pay_as_instructed": _read(
                customer=N_(
                    "Your order was received. Pay as described; your services are activated"
                    " once the money is here."
                ),
                staff=N_(
                    "The order was received. The customer was told how to pay; the services"
                    " are activated once the money is here."
                ),
            ),
            "pay_now": _read(
                customer=N_("Your order was received. Pay now to activate your services."),
                staff=N_(
                    "The order was received. The customer can pay now; that activates the services."
                ),
            ),
            "payment_failed": _read(
                customer=N_(
                    "Failed: your payment was not successful. If money was taken, it goes back"
                    " to you by itself; try again or send the order as a request."
                ),
                staff=N_(
                    "Failed: the payment was not successful. If money was taken, it goes back"
                    " by itself; the customer can try again or send the order as a request."
                ),
            ),
            "payment_page_follows": _read(
                customer=N_(
                    "Your order was received. The payment page is being prepared and will"
                    " follow in a moment."
                ),
                staff=N_("The order was received. Its payment page is being prepared."),
            ),
            "payment_pending": _read(
                customer=N_(
                    "Pending: your payment is being processed. This page changes by itself"
                    " once it is settled."
                ),
                staff=N_(
                    "Pending: the payment is being processed, and its outcome follows by itself."
                ),
            ),
            "sent_for_approval": _read(
                customer=N_("Your request was sent for approval."),
                staff=N_("The request was sent for approval."),
            ),
        },
    ),
    "order.listed_method": "{label}",
    "order.sent_instead": By(
        "unusable",
        {
            ANY: _read(
                customer=N_(
                    "None of your payment methods can be used at the moment, so your order was"
                    " sent for approval as a request. You pay once it is approved. {unusable}"
                ),
                staff=N_(
                    "None of the customer's payment methods could be used, so the order was"
                    " sent for approval as a request. It is paid once it is approved."
                    " {unusable}"
                ),
            ),
            NONE: _read(
                customer=N_(
                    "Your provider offers no payment method that you can use, so your order"
                    " was sent for approval as a request. You pay once it is approved."
                ),
                staff=N_(
                    "The partner offers no payment method that the customer can use, so the"
                    " order was sent for approval as a request. It is paid once it is"
                    " approved."
                ),
            ),
        },
    ),
    "order.unusable_method": N_("{label}: {why_not}"),
    "cart.too_dear": N_(
        "The amount exceeds what one order can hold. Delete some lines and order them separately."
    ),
    "cart.too_long": N_(
        "One invoice cannot hold all these lines. Delete some, best those that pay for many"
        " periods in advance, and order them separately."
    ),
    "checkout.no_gateway": N_(
        "Your provider takes no payment online: your order is sent as a request, and you pay once"
        " it is approved."
    ),
    "checkout.no_ordering": N_(
        "Ordering new products is switched off by your provider at the moment."
    ),
    "checkout.nothing_usable": By(
        "unusable",
        {
            ANY: N_(
                "None of your payment methods can be used at the moment: your order is sent as a"
                " request, and you pay once it is approved. {unusable}"
            ),
            NONE: N_(
                "Your provider offers no payment method that you can use: your order is sent as a"
                " request, and you pay once it is approved."
            ),
        },
    ),
    "checkout.unknown": N_(
        "Your payment methods cannot be shown right now. You can order all the same: the payment"
        " page follows."
    ),
}
SENTENCES: Mapping[str, Sentence] = {**WAITS, **PAYING}
