"""The subjects of mails about an order, and of the tickets that it opens. Each side has its own."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "notice.products": By(
        "count",
        {ANY: Plural("{title} and 1 more", "{title} and {count} more"), NONE: "{title}"},
    ),
    "notice.subject.order_received": By(
        VIEWER,
        {
            "customer": N_("We received your order: {products}"),
            "staff": N_("{products}: waits for approval (order {order_id})"),
        },
    ),
    "notice.subject.payment_succeeded": By(
        VIEWER,
        {
            "customer": N_("Your payment has arrived: {products}"),
            "staff": N_("{products}: paid, waits for confirmation (order {order_id})"),
        },
    ),
    "notice.subject.attention_needed": By(
        VIEWER,
        {
            "customer": N_("Your order: {products}"),
            "staff": N_("{products}: needs attention (order {order_id})"),
        },
    ),
    "notice.subject.approval_reminder": By(
        VIEWER,
        {
            "customer": N_("Your order: {products}"),
            "staff": N_("{products}: still waits for approval (order {order_id})"),
        },
    ),
    "notice.subject.approval_escalated": By(
        VIEWER,
        {
            "customer": N_("Your order: {products}"),
            "staff": N_("{products}: escalated, as nobody has decided (order {order_id})"),
        },
    ),
    "notice.subject.expiry_warning": N_("Your request expires on {expires_on}"),
    "notice.subject.payment_failed": N_("Your payment did not go through"),
    "notice.subject.item_approved": N_("Approved: {titles}"),
    "notice.subject.item_scheduled": N_("Approved: {titles}"),
    "notice.subject.item_activated": N_("Active: {titles}"),
    "notice.subject.item_rejected": N_("Not approved: {titles}"),
    "notice.subject.item_cancelled": N_("Cancelled: {titles}"),
    "notice.subject.item_expired": N_("Expired: {titles}"),
    "notice.subject.start_moved": N_("New first day: {titles}"),
    "notice.subject.credit_note_issued": N_("Credit note {document_number}"),
    "notice.subject.supplement_issued": N_("Invoice {document_number}"),
    "notice.subject.invoice_paid": N_("Your payment for invoice {document_number} has arrived"),
}
