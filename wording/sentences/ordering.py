"""Refusals of carts, orders, decisions and settings."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

ORDERING: Mapping[str, Sentence] = {
    "cart-has-changed": N_(
        "Your cart was changed meanwhile, perhaps in another window. Nothing was changed now and"
        " nothing was ordered; look at your cart and try again."
    ),
    "cart-is-empty": N_("Your cart is empty. Nothing was quoted; select a product first."),
    "cart-is-full": N_(
        "A cart holds at most {most} lines. Nothing was added; order or delete some first."
    ),
    "customer-is-there-already": N_(
        "There is a customer with the number {customer_id} already. Nothing was changed; take"
        " another number, or change that customer."
    ),
    "gateway-payment-is-not-accepted": N_(
        "Your provider takes no payment online. Nothing was ordered; send the order as a request"
        " and pay later."
    ),
    "terms-are-not-agreed": N_(
        "Your provider's terms have to be agreed to as they are now. Nothing was ordered; read them"
        " and try again."
    ),
    "offering-is-not-available/not_for_you": N_(
        "There is no such offering for you. Nothing was added."
    ),
    "order-cannot-be-cancelled": By(
        "verdict",
        {
            "approve": N_(
                "Your provider approved this order at {decided_at}. Nothing was cancelled; write to"
                " us in its ticket."
            ),
            "cancel": N_(
                "This order was cancelled already, at {decided_at}. Nothing more was cancelled."
            ),
            "expire": N_(
                "This order expired at {decided_at}, as it was not decided or paid in time. Nothing"
                " was left to cancel."
            ),
            ANY: N_(
                "Your provider rejected this order at {decided_at}. Nothing was left to cancel."
            ),
        },
    ),
    "order-cannot-be-cancelled/nothing_left": N_(
        "Nothing of this order is left to be cancelled. Nothing was done."
    ),
    "order-cannot-be-started-again/done": N_(
        "Nothing of this order is left to do. Nothing was started; if it is flagged, say that it is"
        " solved."
    ),
    "order-cannot-be-started-again/running": N_(
        "The order's workflow runs. Nothing was started; see in the Temporal UI what it waits for."
    ),
    "order-cannot-be-switched-to-request": N_(
        "Nothing of this order waits for a payment. Nothing was done."
    ),
    "order-cannot-be-switched-to-request/decided": By(
        "verdict",
        {
            "cancel": N_("You cancelled this order at {decided_at}. Nothing was done."),
            "expire": N_(
                "This order expired at {decided_at}, as it was not paid in time. Nothing was done;"
                " order again if you still want it."
            ),
            ANY: N_(
                "Your provider decided this order at {decided_at} ({verdict}). Nothing was done."
            ),
        },
    ),
    "ordering-is-disabled": N_(
        "Ordering new products is switched off by your provider at the moment. Nothing was done;"
        " orders that you placed before go on."
    ),
    "quote-belongs-to-another-order": N_(
        "This quote was ordered before. Nothing was done; ask for a new quote."
    ),
}
PAYING: Mapping[str, Sentence] = {
    "order-takes-no-offline-payment/another_amount": N_(
        "What waits for approval costs {expected_minor} from {received_on} on. Nothing was"
        " recorded; for another amount approve the items and record it on their invoices."
    ),
    "order-takes-no-offline-payment/nothing_waits": N_(
        "Nothing of this order waits for approval. Nothing was recorded; a payment of what is"
        " approved already is recorded on its invoice."
    ),
    "payment-cannot-be-tried-again/none_failed": N_(
        "No payment of this order has failed. Nothing was done."
    ),
    "payment-cannot-be-tried-again/too_often": N_(
        "It was tried {most} times. Nothing was done; ask for approval instead of paying now."
    ),
    "payment-is-not-plausible/not_the_orders_currency": N_(
        "The order is in {currency}, the payment in {received_currency}. Nothing was recorded."
    ),
    "payment-is-not-plausible/not_received_yet": N_(
        "{received_on} is in the future; today is {today_on}. Nothing was recorded."
    ),
    "payment-method-is-not-chosen": N_("Choose what to pay with: {choices}. Nothing was done."),
    "payment-method-is-not-offered": By(
        "choices",
        {
            ANY: N_("You cannot pay that way here. Nothing was done; possible is: {choices}."),
            NONE: N_(
                "You cannot pay that way here, nor in any other way at the moment."
                " Nothing was done."
            ),
        },
    ),
    "payment-method-is-not-offered/unasked": N_(
        "You cannot pay that way here. Nothing was done; choose something else."
    ),
    "payment-method-is-not-usable": N_(
        "{label}: {why_not} Nothing was done; possible is: {choices}."
    ),
    "payment-method-is-not-usable/none": By(
        "unusable",
        {
            ANY: N_(
                "None of your payment methods can be used at the moment. {unusable} Nothing was"
                " done; send the order as a request instead."
            ),
            NONE: N_(
                "Your provider offers no payment method that you can use. Nothing was done;"
                " send the order as a request instead."
            ),
        },
    ),
    "request-is-malformed/no_paid_on": N_(
        "A captured payment needs paid_on. Nothing was recorded."
    ),
    "service-is-unavailable/invoices_to_come": N_(
        "The invoices of {item_ids} are still to come; the payment waits."
    ),
}
DECIDING: Mapping[str, Sentence] = {
    "decision-is-incomplete/no_reason": N_(
        "A rejection or a cancellation by the staff needs a reason. Nothing was recorded."
    ),
    "decision-is-incomplete/no_start": N_(
        "An approval needs the start date. Nothing was recorded."
    ),
    "decision-is-not-recorded/otherwise": N_(
        "The message says otherwise than the record, which is {verdict} with documents"
        " {documents}. Nothing was applied; send the decision as it is recorded."
    ),
    "decision-is-not-recorded/unknown": N_(
        "The order has no decision {decision_id}. Nothing was done; decide in the portal."
    ),
    "item-is-already-decided": By(
        "verdict",
        {
            "approve": N_(
                "{winner} approved this item at {decided_at}. Your decision was not recorded."
            ),
            "cancel": N_(
                "The customer cancelled this item at {decided_at}. Your decision was not recorded."
            ),
            "expire": N_(
                "This item expired at {decided_at}, as nobody had decided or paid it in time. Your"
                " decision was not recorded."
            ),
            ANY: N_("{winner} rejected this item at {decided_at}. Your decision was not recorded."),
        },
    ),
    "item-is-not-open-for-decision": N_(
        "The item is not open for a decision ({item_state}). Nothing was recorded."
    ),
    "item-is-not-open-for-decision/being_carried_out": N_(
        "The change by {decided_by} is still being carried out. Nothing was recorded; try again"
        " shortly."
    ),
    "item-is-not-open-for-decision/not_approved": N_(
        "Only an approved item's start date can be corrected ({item_state}). Nothing was recorded."
    ),
    "nothing-needs-attention": N_("Nobody has to look at this order. Nothing was done."),
    "offline-payment-is-not-booked-yet": N_(
        "A payment that was received for this order is still being booked; a credit in between"
        " would leave less due than was paid. Nothing was recorded; try again shortly."
    ),
    "order-has-changed": By(
        "verdict",
        {
            ANY: N_(
                "This order has changed since you looked at it. It was last {verdict} by"
                " {decided_by} at {decided_at}. Your decision was not recorded; look at the order"
                " again."
            ),
            NONE: N_(
                "This order has changed since you looked at it, though nobody has decided it. Your"
                " decision was not recorded; look at the order again."
            ),
        },
    ),
    "start-date-is-refused/before_payment": N_(
        "{start_on} is before the payment date {paid_on}. Nothing was recorded."
    ),
    "start-date-is-refused/too_far": By(
        "paid_on",
        {
            ANY: Plural(
                "{start_on} is more than one day from the payment date {paid_on}, the most that the"
                " partner allows. Nothing was recorded.",
                "{start_on} is more than {count} days from the payment date {paid_on}, the most"
                " that the partner allows. Nothing was recorded.",
            ),
            NONE: Plural(
                "{start_on} is more than one day from today, {today_on}, the most that the partner"
                " allows. Nothing was recorded.",
                "{start_on} is more than {count} days from today, {today_on}, the most that the"
                " partner allows. Nothing was recorded.",
            ),
        },
    ),
    "start-would-go-unbilled": N_(
        "The item is invoiced from {invoiced_from_on}; nobody would be charged for the days from"
        " {start_on} until then. Nothing was recorded; choose {invoiced_from_on} or a later day."
    ),
    "too-many-services-to-sort": N_(
        "More than {most} services fit, too many to sort. Nothing was listed; narrow the list, or"
        " read it newest first."
    ),
    "too-many-items-at-once": N_(
        "{count} items of this order wait, and at most {most} are decided at once. Nothing of it"
        " was recorded; decide its items one by one."
    ),
}
SETTING: Mapping[str, Sentence] = {
    "settings-are-inconsistent": N_("For partner {partner}: {faults} Nothing was changed."),
    "settings-are-inconsistent/empty": N_(
        "A value is needed for {fields}. Nothing was changed; what is to be inherited goes into"
        " reset."
    ),
    "settings-are-inconsistent/set_and_reset": N_(
        "Both set and reset: {fields}. Nothing was changed; send one of the two."
    ),
    "settings-are-inconsistent/unknown": N_(
        "There is no such setting to reset: {fields}. Nothing was changed."
    ),
    "settings-have-changed-meanwhile": N_(
        "These settings are not as you read them. {changes} Nothing was changed; read them again"
        " and repeat what is still to be changed."
    ),
    "settings.changed": N_("{changed_by} changed {fields} at {changed_at}."),
    "settings.no_mail_address": N_("{address} is no mail address."),
    "settings.no_methods": N_(
        "payment_methods is empty; switch gateway_enabled off to offer none."
    ),
    "settings.no_recipient": N_("Channel e-mail needs at least one recipient in mail_recipients."),
    "settings.no_time_zone": N_("{time_zone} is no IANA time zone such as Europe/Vienna."),
    "settings.no_web_address": By(
        "field",
        {
            "logo_url": N_(
                "{field} is no web address such as https://example.net/logo.png, without a login."
            ),
            ANY: N_(
                "{field} is no web address such as https://example.net/portal, without a login and"
                " anything behind ? or #."
            ),
        },
    ),
    "settings.not_below": N_("{field} must be less than {other_field}."),
    "settings.number_too_long": N_(
        "The numbering pattern {pattern} makes numbers beyond {most} letters."
    ),
    "settings.numbering": N_(
        "The numbering pattern {pattern} must contain {{next}}, and besides it only {{year}},"
        " {{partner}} and plain text."
    ),
    "settings.of_partner": N_("For partner {partner}: {faults}"),
    "settings.quiet_hours": N_(
        "mail_quiet_from and mail_quiet_until go together: two different times of day, or both"
        " empty."
    ),
    "settings.unprintable": By(
        "field",
        {
            "address": N_("{field} holds characters that cannot be seen, such as controls."),
            ANY: N_("{field} is to be one line, without tabs and characters that cannot be seen."),
        },
    ),
}
SENTENCES: Mapping[str, Sentence] = {**ORDERING, **PAYING, **DECIDING, **SETTING}
