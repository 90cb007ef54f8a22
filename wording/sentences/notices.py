"""What an order's people are told in mails and tickets. By the viewer: a ticket, and what it opens
with, is read by both sides."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence

STORIES: Mapping[str, Sentence] = {
    "notice.order_received": By(
        VIEWER,
        {
            "customer": By(
                "path",
                {
                    "upfront": N_(
                        "We received your order. It starts as soon as your payment has arrived."
                    ),
                    "request": N_(
                        "We received your order and it was sent for approval. You will hear from us"
                        " when it has been decided; until then nothing has to be paid."
                    ),
                },
            ),
            "staff": N_("The order waits for approval."),
        },
    ),
    "notice.payment_succeeded": By(
        VIEWER,
        {
            "customer": By(
                "start_on",
                {
                    ANY: N_(
                        "Your payment of {amount_minor} has arrived. Your order is active as of"
                        " {start_on}."
                    ),
                    NONE: N_("Your payment of {amount_minor} has arrived. Your order is active."),
                },
            ),
            "staff": By(
                "path",
                {
                    "upfront": N_(
                        "The order is paid and waits for confirmation of its start date."
                    ),
                    "request": N_("The customer's payment of {amount_minor} has arrived."),
                },
            ),
        },
    ),
    "notice.payment_failed": By(
        "reason",
        {
            ANY: N_(
                "Your payment of {amount_minor} did not go through. {reason} You can try again or"
                " send the order as a request."
            ),
            NONE: N_(
                "Your payment of {amount_minor} did not go through. You can try again or send the"
                " order as a request."
            ),
        },
    ),
    "notice.item_approved": By(
        "start_on",
        {
            ANY: N_("{titles}: approved. The first day is {start_on}."),
            NONE: N_("{titles}: approved."),
        },
    ),
    "notice.item_scheduled": By(
        "start_on",
        {
            ANY: N_("{titles}: approved. It starts on {start_on}."),
            NONE: N_("{titles}: approved."),
        },
    ),
    "notice.item_activated": By(
        "start_on",
        {ANY: N_("{titles}: active as of {start_on}."), NONE: N_("{titles}: active.")},
    ),
    "notice.item_rejected": By(
        "reason",
        {ANY: N_("{titles}: not approved ({reason})."), NONE: N_("{titles}: not approved.")},
    ),
    "notice.item_cancelled": By(
        "reason", {ANY: N_("{titles}: cancelled ({reason})."), NONE: N_("{titles}: cancelled.")}
    ),
    "notice.item_expired": By(
        VIEWER,
        {
            "customer": N_("{titles}: expired without a decision. You are welcome to order again."),
            "staff": N_("{titles}: expired without a decision."),
        },
    ),
    "notice.start_moved": By(
        "reason",
        {
            ANY: N_("{titles}: the first day is now {start_on} ({reason})."),
            NONE: N_("{titles}: the first day is now {start_on}."),
        },
    ),
    "notice.credit_note_issued": By(
        "count",
        {
            ANY: Plural(
                "{titles}: we issued credit note {document_number} of {amount_minor} for 1 unused"
                " day.",
                "{titles}: we issued credit note {document_number} of {amount_minor} for {count}"
                " unused days.",
            ),
            NONE: N_("{titles}: we issued credit note {document_number} of {amount_minor}."),
        },
    ),
    "notice.invoice_paid": By(
        "reason",
        {
            ANY: N_(
                "Your payment of {amount_minor} for invoice {document_number} has arrived. {reason}"
            ),
            NONE: N_(
                "Your payment of {amount_minor} for invoice {document_number} has arrived. Nothing"
                " of this invoice is left to pay."
            ),
        },
    ),
    "notice.paid_goes_back": N_(
        "Less was due by then: {amount_minor} of it goes back the way it came. Nothing of this"
        " invoice is left to pay."
    ),
    "notice.paid_in_part": N_("{amount_minor} of this invoice is still due."),
    "notice.supplement_issued": N_(
        "{titles}: we issued invoice {document_number} of {amount_minor} for days that were"
        " credited before and are used after all."
    ),
    "notice.approval_reminder": By(
        "escalates_on",
        {
            ANY: N_(
                "The order has been waiting for approval since {since_on}. An admin of the partner"
                " can approve or reject it. If nobody has decided by {escalates_on}, it is"
                " escalated; on {expires_on} it expires."
            ),
            NONE: N_(
                "The order has been waiting for approval since {since_on}. An admin of the partner"
                " can approve or reject it. If nobody has decided by {expires_on}, it expires."
            ),
        },
    ),
    "notice.approval_escalated": By(
        "expires_on",
        {
            ANY: N_(
                "The order has been waiting for approval since {since_on} and is escalated, as"
                " nobody has decided. An admin of the partner can approve or reject it. If nobody"
                " has decided by {expires_on}, it expires."
            ),
            NONE: N_(
                "The order was paid and has been waiting for confirmation of its start date since"
                " {since_on}. It is escalated, as nobody has decided. An admin of the partner can"
                " confirm or reject it; until then it stays active and does not expire."
            ),
        },
    ),
    "notice.expiry_warning": By(
        VIEWER,
        {
            "customer": N_(
                "{titles}: not decided yet. If we have not approved your request by {expires_on},"
                " it expires; nothing has been charged. You need not do anything. You can cancel it"
                " on the portal, and you are welcome to order again afterwards."
            ),
            "staff": N_(
                "{titles}: not decided yet. The customer was told that the request expires on"
                " {expires_on}. An admin of the partner can approve or reject it until then."
            ),
        },
    ),
    "notice.attention_needed": By(
        "reason",
        {
            ANY: N_("Order {order_id} needs a person's attention ({reason})."),
            NONE: N_("Order {order_id} needs a person's attention."),
        },
    ),
}
SENTENCES: Mapping[str, Sentence] = {
    **STORIES,
    "notice.letter": By(
        "order_lines",
        {
            ANY: N_("Hello {customer_name},\n\n{story}\n\n{order_lines}"),
            NONE: By(
                "to_pay",
                {
                    ANY: N_("Hello {customer_name},\n\n{story}\n\n{to_pay}"),
                    NONE: N_("Hello {customer_name},\n\n{story}"),
                },
            ),
        },
    ),
    "notice.line": N_("{quantity} × {title}: {gross_minor}"),
    "notice.opening": By(
        VIEWER,
        {
            "customer": N_("{story}\n\n{order_lines}\n\n{order}"),
            "staff": N_(
                "{story}\n\nCustomer: {customer_name} ({customer_id})\n\n{order_lines}\n\n{order}"
            ),
        },
    ),
    "notice.order": By(
        VIEWER,
        {
            "customer": By(
                "customer_order_url",
                {ANY: N_("Order: {order_id}\n{customer_order_url}"), NONE: N_("Order: {order_id}")},
            ),
            "staff": By(
                "staff_order_url",
                {ANY: N_("Order: {order_id}\n{staff_order_url}"), NONE: N_("Order: {order_id}")},
            ),
        },
    ),
    "notice.pay_by": N_("Unless you have paid it already, please pay the invoice by {due_on}."),
    "notice.pay_now": N_(
        "Unless you have paid it already, please pay the invoice on the day of its date."
    ),
    "notice.pay_within": Plural(
        "Unless you have paid it already, please pay the invoice within 1 day of its date.",
        "Unless you have paid it already, please pay the invoice within {count} days of its date.",
    ),
    "notice.total": N_("Total: {total_minor}"),
}
