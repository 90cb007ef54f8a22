"""What payments says: refusals of its own and of gateways, ways to pay, how a payment stands."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence

REFUSALS: Mapping[str, Sentence] = {
    "document-is-not-issued": N_(
        "The invoice has no number ({document_state}), so there is no document of it."
    ),
    "gateway-is-unavailable/given_back_by_hand": N_(
        "No gateway gives this money back: a person does, and records it. Nothing was done for"
        " {key}."
    ),
    "gateway-is-unavailable/key_of_another_request": N_(
        "The gateway knows the key {key} with another request."
    ),
    "gateway-is-unavailable/no_answer": N_(
        "The gateway gave no usable answer ({error}). Whether it acted is unknown; a retry with the"
        " same key is safe."
    ),
    "gateway-is-unavailable/no_free_reference": N_(
        "No free payment reference was found. Nothing was opened."
    ),
    "gateway-is-unavailable/not_configured": N_(
        "The gateway {gateway} is not configured any more, so this payment cannot be asked for."
        " Nothing was done; name it in TURNUP_GATEWAYS again."
    ),
    "gateway-is-unavailable/refuses": N_("The gateway refuses: {gateway_words}"),
    "gateway-is-unavailable/refuses_key": N_(
        "Stripe refuses the API key: it is wrong, withdrawn, or lacks a permission. Nothing was"
        " done; set TURNUP_GATEWAY_OPTIONS__STRIPE__API_KEY."
    ),
    "gateway-is-unavailable/silent": N_(
        "The gateway {gateway} did not answer within {count} seconds, so what it has of this"
        " payment is unknown. Nothing was changed; ask again later."
    ),
    "gateway-is-unavailable/strange_answer": N_(
        "The gateway's answer is not what was expected ({error})."
    ),
    "gateway-is-unavailable/too_many_requests": N_(
        "The gateway asks to slow down. Nothing was done; a retry with the same key is safe."
    ),
    "gateway-refuses-payment/currency": N_(
        "Stripe takes no payments in {currency}. Nothing was opened."
    ),
    "gateway-refuses-payment/inexact": N_(
        "Stripe cannot charge {amount_minor} exactly. Nothing was opened."
    ),
    "gateway-refuses-payment/key_of_another_payment": N_(
        "The key {key} came before with another payment. Nothing was opened."
    ),
    "gateway-refuses-payment/made_nothing": N_(
        "The gateway failed while opening the payment and made nothing. A new attempt may work."
    ),
    "gateway-refuses-payment/no_return_url": N_(
        "The gateway needs an address to send the customer back to: give a return_url, or set"
        " TURNUP_GATEWAY_OPTIONS__STRIPE__RETURN_URL. Nothing was opened."
    ),
    "gateway-refuses-payment/nothing_to_link": N_(
        "Nothing can be linked for a bank transfer or cash."
    ),
    "gateway-refuses-payment/refuses": By(
        "gateway_words",
        {
            ANY: N_("The gateway refuses the payment: {gateway_words} Nothing was opened."),
            NONE: N_("The gateway refuses the payment. Nothing was opened."),
        },
    ),
    "invoice-is-not-open/nothing_due": N_(
        "Nothing is due on invoice {number}, so it takes no payment. Nothing was booked."
    ),
    "invoice-is-not-open/received_before": N_(
        "This payment was received on {received_on} already, reference {reference}. Nothing was"
        " booked; give the money back to its sender."
    ),
    "invoice-is-not-open/state": By(
        "number",
        {
            ANY: N_("Invoice {number} takes no payment ({document_state}). Nothing was booked."),
            NONE: N_("The invoice takes no payment ({document_state}). Nothing was booked."),
        },
    ),
    "invoice-is-paid-too-often": N_(
        "It was tried {most} times to pay invoice {number}. Nothing was done; write to your"
        " provider."
    ),
    "no-method-can-be-linked": By(
        VIEWER,
        {
            "customer": N_("Your provider offers no payment method that can be linked."),
            ANY: By(
                "gateway",
                {
                    ANY: N_("Nothing can be linked at {gateway}. Nothing was done."),
                    NONE: N_("Nothing can be linked at any gateway in use. Nothing was done."),
                },
            ),
        },
    ),
    "nothing-is-invoiced": N_(
        "Order item {order_item_id} has no issued invoice, so there is nothing to credit. Nothing"
        " was done."
    ),
    "payment-attempt-is-outdated/closed": N_(
        "The payment of this order was closed. Nothing was opened."
    ),
    "payment-attempt-is-outdated/newer": N_(
        "Attempt {newest_attempt} is the newest; attempt {attempt} can no longer be paid. Nothing"
        " was opened."
    ),
    "payment-attempt-is-outdated/replaced": N_(
        "Attempt {attempt} was replaced by attempt {newest_attempt}, which waits for the same"
        " money. Nothing was booked; record it for {intent_id}."
    ),
    "due-has-changed": N_(
        "Invoice {number} has {due_minor} due now, and not {expected_minor} as when you looked:"
        " somebody else has booked meanwhile. Nothing was booked; look at what came, then decide."
    ),
    "payment-exceeds-what-is-due": By(
        "number",
        {
            ANY: N_(
                "Invoice {number} has {due_minor} due, less than the {received_minor} received."
                " Nothing was booked; record {due_minor} and give the rest back."
            ),
            NONE: N_(
                "The order has {due_minor} due, less than the {received_minor} received. Nothing"
                " was booked; record {due_minor} and give the rest back."
            ),
        },
    ),
    "payment-is-less-than-what-is-due": N_(
        "The order has {due_minor} due, more than the {received_minor} received. Nothing was"
        " booked; ask for the rest and record {due_minor} once it is there, or give the money back."
    ),
    "payment-is-not-offline": N_(
        "This payment is not offline: {gateway} takes the money and tells of it by itself. Nothing"
        " was booked."
    ),
    "payment-is-not-plausible/currency": By(
        "number",
        {
            ANY: N_(
                "Invoice {number} is in {due_currency}, the payment in {currency}. Nothing was"
                " booked."
            ),
            NONE: N_(
                "The order is in {due_currency}, the payment in {currency}. Nothing was booked."
            ),
        },
    ),
    "payment-is-not-plausible/future": N_(
        "{received_on} is in the future; today is {today_on}. Nothing was booked."
    ),
    "payment-is-not-there": N_("The gateway {gateway} has no payment {payment_id}."),
    "payment-is-not-there/no_such_id": N_("The gateway {gateway} has nothing with this id."),
    "payment-is-not-there/refund": N_("The gateway {gateway} has no refund {refund_id}."),
    "payment-reference-is-used/of_invoice": N_(
        "The invoice has another payment under the reference {reference}. Nothing was booked; give"
        " this payment a reference of its own."
    ),
    "payment-reference-is-used/of_order": N_(
        "Another payment was recorded under the reference {reference}. Nothing was booked."
    ),
    "request-is-malformed/body_names_another_order": N_(
        "The body names another order. Nothing was done."
    ),
    "request-is-malformed/ends_before_it_begins": N_(
        "{last_on} is before {first_on}. Nothing was read."
    ),
    "request-is-malformed/line_of_another_currency": N_(
        "A line has another currency. Nothing was done."
    ),
    "request-is-malformed/no_such_time_zone": N_(
        "There is no time zone {time_zone}. Nothing was done; correct the partner's settings."
    ),
    "request-is-malformed/start_or_full": N_("Give either new_start_on or full. Nothing was done."),
    "statement-is-too-long": N_(
        "More than {most} entries were booked from {first_on} to {last_on}. Nothing was stated; ask"
        " for a shorter time."
    ),
    "webhook-is-forged/no_signature": N_(
        "The signature header is missing or malformed. Nothing was done."
    ),
    "webhook-is-forged/nobody_sends_any": N_(
        "Nobody sends webhooks for bank transfers and cash. Nothing was done."
    ),
    "webhook-is-forged/other_signature": N_(
        "The signature does not match the body. Nothing was done."
    ),
    "webhook-is-forged/other_time": N_(
        "It was signed more than {most_seconds} seconds from now. Nothing was done."
    ),
    "webhook-is-unreadable": N_(
        "The webhook is signed but is not an event of this gateway. Nothing was done."
    ),
}

METHODS: Mapping[str, Sentence] = {
    "method.bank_transfer_or_cash": N_("Bank transfer or cash"),
    "method.card": N_("{brand} ending in {last_digits}"),
    "method.card_or_bank": N_("Card or bank"),
    "method.expired": N_("It has expired; link another one."),
    "method.instructions": "{gateway}",
    "method.linked": N_("Linked at {gateway}"),
    "method.named": "{name}",
    "method.other_currency": N_("It takes no payment in {currency}."),
    "method.page": N_("Payment page of {gateway}"),
    "method.unknown": N_("The payment gateway does not answer at the moment; try again shortly."),
}

PAYMENTS: Mapping[str, Sentence] = {
    "gateway.declined": By(
        "reason",
        {
            "card_declined": N_("The card was declined."),
            "card_expired": N_("The card has expired."),
            "insufficient_funds": N_("There was not enough money in the account."),
            "not_authenticated": N_("The payment was not confirmed with the bank."),
            "wrong_code": N_("The security code of the card was wrong."),
            ANY: N_("The payment was declined."),
            NONE: N_("The payment was declined."),
        },
    ),
    "gateway.money": "{amount_minor}",
    "gateway.page_lapsed": N_("The payment page expired before it was paid."),
    "gateway.words": By(
        VIEWER,
        {
            "customer": N_("The payment service says: “{gateway_words}”"),
            "staff": "{gateway_words}",
        },
    ),
    "others.words": "{words}",
    "payment.captured_late": By(
        "number",
        {
            ANY: N_("It was captured when invoice {number} was paid already; the money goes back."),
            NONE: N_("It was captured after the order was paid or closed; the money goes back."),
        },
    ),
    "payment.captured_otherwise": N_("Captured {captured} instead of {asked}; it goes back."),
    "payment.instructions": By(
        "provider_words",
        {
            ANY: N_(
                "{provider_words}\nAmount: {amount_minor}\nPayment reference: {payment_reference}"
            ),
            NONE: N_(
                "Pay in cash at your provider's office, or ask your provider for its bank"
                " account.\nAmount: {amount_minor}\nPayment reference: {payment_reference}"
            ),
        },
    ),
    "payment.transfer": By(
        "provider_words",
        {
            ANY: N_(
                "{provider_words}\n{account_lines}\nAmount: {amount_minor}\nPayment reference:"
                " {payment_reference}"
            ),
            NONE: N_(
                "{account_lines}\nAmount: {amount_minor}\nPayment reference: {payment_reference}"
            ),
        },
    ),
    "payment.transfer_line": By(
        "field",
        {
            "recipient": N_("Recipient: {value}"),
            "iban": N_("IBAN: {value}"),
            "bic": N_("BIC: {value}"),
            ANY: N_("Bank: {value}"),
        },
    ),
    "payment.never_opened": N_("The gateway never got this payment."),
    "receipt.goes_back": N_(
        "{amount_minor} was recorded, but the order was paid or closed before. It goes back: give"
        " it to the customer and record the refund."
    ),
    "receipt.paid": N_("{amount_minor} was received on {received_on}, and the order is paid."),
    "webhook.unknown": By(
        "count",
        {
            ANY: Plural(
                "No intent is known for the payment {payment_id}. It was kept for 1 day.",
                "No intent is known for the payment {payment_id}. It was kept for {count} days.",
            ),
            NONE: N_("No intent is known for the payment {payment_id}."),
        },
    ),
}

SENTENCES: Mapping[str, Sentence] = {**REFUSALS, **METHODS, **PAYMENTS}
