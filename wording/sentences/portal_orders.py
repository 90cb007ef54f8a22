"""A customer's orders in the portal: paying them, how paying ended, and what can be done."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

_SUCCESSFUL = By(
    "start_on",
    {
        ANY: N_("Your payment has arrived. Your services are active from {start_on}."),
        NONE: N_("Your payment has arrived. Your services are active; the order shows from when."),
    },
)
_CHECKING = N_(
    "We ask the payment provider how your payment ended. This takes some seconds, and the page"
    " changes by itself. Do not pay a second time. You can leave this page: the order shows the"
    " outcome too."
)
RESULT: Mapping[str, Sentence] = {
    "portal.result.away": N_(
        "How your payment ended cannot be asked at the moment. Do not pay a second time; what you"
        " paid is not lost."
    ),
    "portal.result.looks_again": By(
        "still",
        {
            ANY: N_("This page stays as it is until you look again."),
            NONE: N_("This page looks again by itself every few seconds."),
        },
    ),
    "portal.result.page": N_("Your order"),
    "portal.result.pay": N_("Pay now"),
    "portal.result.pay_again": N_("Pay again or in another way"),
    "portal.result.see_order": N_("See the order"),
    "portal.result.stay": N_("Do not look again by itself"),
    "portal.result.text": By(
        "why",
        {
            "paid": _SUCCESSFUL,
            "approved": N_(
                "Your provider approved your request. The order shows what starts when."
            ),
            "payment_pending": N_(
                "Your payment of {total_minor} is being processed; its outcome is not known yet."
                " This page changes by itself. Do not pay a second time. You can leave this page:"
                " the order shows the outcome too."
            ),
            "pay_as_instructed": N_(
                "We wait for your payment of {total_minor}. Your services become active once the"
                " money is here."
            ),
            "payment_failed": N_(
                "The payment of {total_minor} did not succeed, and nothing was activated. If money"
                " was taken all the same, it goes back to you by itself. Pay again, by another"
                " method if you like, or send the order as a request."
            ),
            "closed_paid": N_(
                "Nothing more is to be paid for this order, and what you paid is given back to you."
                " The order shows how far that is."
            ),
            "closed_request": N_("Nothing was charged for this order, and nothing is to be paid."),
            "closed_unpaid": N_(
                "Nothing is to be paid for this order. If a payment was on its way all the same, it"
                " goes back to you by itself."
            ),
            "sent_for_approval": N_(
                "Your order was sent to your provider for approval. Nothing was charged. You hear"
                " from us once it is decided."
            ),
            "not_paid": N_(
                "No payment of {total_minor} has been made so far, and nothing was charged. If you"
                " left the payment page before paying, go back to it."
            ),
            ANY: _CHECKING,
        },
    ),
    "portal.result.title": By(
        "result",
        {
            "successful": N_("Successful"),
            "pending": N_("Pending"),
            "failed": N_("Failed"),
            "sent_for_approval": N_("Sent for approval"),
            "closed": By(
                "state",
                {
                    "cancelled": N_("Order cancelled"),
                    "expired": N_("Order expired"),
                    "rejected": N_("Order not approved"),
                    ANY: N_("Order closed"),
                },
            ),
            "checking": N_("Checking"),
        },
    ),
}
PAY: Mapping[str, Sentence] = {
    "portal.pay.as_instructed": N_(
        "Pay as written here. Your services become active once the money has arrived; nothing is"
        " charged by itself."
    ),
    "portal.pay.follows": N_("The payment page is being prepared; nothing was charged so far."),
    "portal.pay.go_on": N_("Continue to the payment page"),
    "portal.pay.goes_on": N_(
        "You are being taken to the payment page. If nothing happens, continue yourself."
    ),
    "portal.pay.is_paid": N_("Successful: your payment has arrived, and your order goes on."),
    "portal.pay.look_again": N_("Look again"),
    "portal.pay.page": N_("Pay your order"),
    "portal.pay.total": N_("To be paid"),
    "portal.pay_again.method": N_("How do you want to pay?"),
    "portal.pay_again.page": N_("Pay again or in another way"),
    "portal.pay_again.submit": N_("Continue to the payment"),
    "portal.pay_again.why": N_(
        "The last payment of {total_minor} did not succeed. If money was taken all the same, it"
        " goes back to you by itself."
    ),
}
ORDERS: Mapping[str, Sentence] = {
    "portal.orders.any_state": N_("All"),
    "portal.orders.ask": N_("Ask about this order"),
    "portal.orders.by_support": N_("by support, in your name"),
    "portal.orders.cancel": N_("Cancel the order"),
    "portal.orders.comes_next": N_("What comes next"),
    "portal.orders.currency": N_("Currency"),
    "portal.orders.document": By(
        "kind",
        {"invoice": N_("Invoice {number}"), "credit_note": N_("Credit note {number}")},
    ),
    "portal.orders.documents": N_("Invoices and credit notes"),
    "portal.orders.export": N_("Export as CSV"),
    "portal.orders.facts": N_("At a glance"),
    "portal.orders.file": N_("orders"),
    "portal.orders.more": Plural("and {count} more", "and {count} more"),
    "portal.orders.no_documents": N_("There is no document for this order yet."),
    "portal.orders.none": N_("You have no orders yet"),
    "portal.orders.none_found": N_("No order fits"),
    "portal.orders.none_found_why": N_("None of your orders fits what you searched for."),
    "portal.orders.none_why": N_(
        "Choose one of our products. Once you have ordered it you find here how far your order is."
    ),
    "portal.orders.number": N_("Order number"),
    "portal.orders.order_new": N_("Order new products"),
    "portal.orders.path": By("path", {"upfront": N_("In advance"), ANY: N_("Sent as a request")}),
    "portal.orders.placed": N_("Ordered"),
    "portal.orders.placed_from": N_("Ordered from"),
    "portal.orders.placed_to": N_("Ordered until"),
    "portal.orders.product": N_("Product"),
    "portal.orders.products": N_("Products"),
    "portal.orders.search": N_("Product or order number"),
    "portal.orders.send_as_request": N_("Send as a request instead"),
    "portal.orders.show_all": N_("Show all orders"),
    "portal.orders.start": N_("First day"),
    "portal.orders.state": N_("Status"),
    "portal.orders.timeline": N_("What happened"),
    "portal.orders.total": N_("Total"),
    "portal.orders.was_cancelled": N_(
        "Your order was cancelled as far as it was open. What you paid for it is given back."
    ),
    "portal.orders.way": N_("Payment"),
    "portal.orders.you_can": N_("What you can do"),
}
CANCEL: Mapping[str, Sentence] = {
    "portal.cancel.decided_stays": N_("What is decided already stays as it is."),
    "portal.cancel.effect": By(
        "what",
        {
            "paid": N_(
                "These products are cancelled for good: services that run end, and what you paid"
                " for them is given back to you in full. You can order them again at any time."
            ),
            ANY: N_(
                "These products are cancelled for good, and nothing is charged for them. You can"
                " order them again at any time."
            ),
        },
    ),
    "portal.cancel.keep": N_("Keep the order"),
    "portal.cancel.page": N_("Cancel this order?"),
    "portal.cancel.submit": N_("Cancel the order now"),
}
CONTRACT: Mapping[str, Sentence] = {
    "portal.contract.download": N_("Download as text"),
    "portal.contract.page": N_("Contract summary"),
    "portal.contract.terms": N_("Terms as you agreed to them"),
}
TRANSFER: Mapping[str, Sentence] = {
    "portal.transfer.due": N_("To be paid by {due_on}."),
    "portal.transfer.field": By(
        "field",
        {
            "recipient": N_("Recipient"),
            "iban": N_("IBAN"),
            "bic": N_("BIC"),
            "bank": N_("Bank"),
            "amount": N_("Amount"),
            "reference": N_("Payment reference"),
            ANY: N_("To be paid by"),
        },
    ),
    "portal.transfer.in_words": N_("All of it in words"),
}

SENTENCES: Mapping[str, Sentence] = {
    **RESULT,
    **PAY,
    **ORDERS,
    **CANCEL,
    **CONTRACT,
    **TRANSFER,
}
