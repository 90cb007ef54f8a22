"""Words that stand for a value of a fact, by the fact's name."""

from collections.abc import Mapping

from wording.marking import N_

ACTORS = {one: one for one in (N_("admin"), N_("customer"), N_("operator"), N_("system"))}
STATES = {
    "new": N_("new"),
    "work_in_progress": N_("work in progress"),
    "waiting_on_customer": N_("waiting on customer"),
    "waiting_on_agent": N_("waiting on agent"),
    "resolved": N_("resolved"),
}
"""Of tickets."""
PRIORITIES = {one: one for one in (N_("low"), N_("medium"), N_("high"), N_("urgent"))}
PAYMENT_STATES = {
    one: one
    for one in (
        N_("created"),
        N_("open"),
        N_("processing"),
        N_("captured"),
        N_("failed"),
        N_("cancelled"),
        N_("mismatch"),
    )
}
TERMS: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "approve": N_("approved"),
        "reject": N_("rejected"),
        "cancel": N_("cancelled"),
        "expire": N_("expired"),
    },
    "order_path": {"upfront": N_("paid upfront"), "request": N_("by request")},
    "order_status": {
        "waiting_for_payment": N_("waiting for payment"),
        "waiting_for_approval": N_("waiting for approval"),
        "partly_approved": N_("partly approved"),
        "completed": N_("completed"),
        "rejected": N_("rejected"),
        "cancelled": N_("cancelled"),
        "expired": N_("expired"),
        "needs_attention": N_("needs attention"),
    },
    "item_state": {
        "awaiting_payment": N_("awaiting payment"),
        "awaiting_approval": N_("awaiting approval"),
        "awaiting_confirmation": N_("awaiting confirmation"),
        "scheduled": N_("scheduled"),
        "approved": N_("approved"),
        "rejected": N_("rejected"),
        "cancelled": N_("cancelled"),
        "expired": N_("expired"),
        "payment_failed": N_("payment failed"),
    },
    "subscription_state": {
        "pending": N_("pending"),
        "active": N_("active"),
        "paused": N_("paused"),
        "disabled": N_("disabled"),
        "archived": N_("archived"),
    },
    "service_state": {
        "pending": N_("Pending"),
        "active": N_("Active"),
        "paused": N_("Paused"),
        "disabled": N_("Disabled"),
        "archived": N_("Ended"),
    },
    "offering_kind": {
        "bundle": N_("Bundle"),
        "internet": N_("Internet"),
        "voice": N_("Voice"),
        "recurring": N_("Recurring"),
        "one_time": N_("One-time"),
    },
    "document_kind": {"invoice": N_("Invoice"), "credit_note": N_("Credit note")},
    "entry_kind": {
        "invoice": N_("invoice"),
        "payment": N_("payment"),
        "credit_note": N_("credit note"),
        "credit_note_void": N_("cancelled credit note"),
        "refund": N_("refund"),
        "refund_return": N_("returned refund"),
    },
    "former_state": PAYMENT_STATES,
    "payment_state": PAYMENT_STATES,
    "order_id": {str(None): N_("unknown")},
    "phase": {
        "book": N_("Compare the gateways' books with ours"),
        "attempts": N_("Look up what has not settled"),
        "captures": N_("Look for booked captures at the gateways"),
        "refunds": N_("Compare refunds, and try again what is not done"),
        "ledger": N_("Compare the ledger with its documents"),
        "webhooks": N_("Work on webhooks that were forgotten"),
        "orders": N_("Compare orders with workflows and payments"),
        "messages": N_("Look for messages that do not get through"),
    },
    "documents": {
        "none": N_("none"),
        "invoice": N_("an invoice"),
        "credit": N_("a credit note for the unused days"),
        "full_credit": N_("a credit note in full"),
    },
    "document_state": {
        "draft": N_("draft"),
        "issued": N_("issued"),
        "paid": N_("paid"),
        "settled": N_("settled"),
        "void": N_("void"),
        "refund_due": N_("refund due"),
        "refunded": N_("refunded"),
        "closed": N_("closed"),
        "voided": N_("void"),
    },
    "refund_state": {
        "pending": N_("pending"),
        "succeeded": N_("succeeded"),
        "failed": N_("failed"),
    },
    "finding_state": {
        "healed": N_("healed"),
        "open": N_("a person must look"),
        "put_off": N_("asked again next time"),
    },
    "flag_source": {
        "orders": N_("orders"),
        "payments": N_("payments"),
        "reconciliation": N_("the reconciliation"),
        "workflow": N_("a step of its workflow"),
    },
    "ticket_state": {
        "new": N_("new"),
        "work_in_progress": N_("work in progress"),
        "waiting_on_customer": N_("waiting on customer"),
        "waiting_on_agent": N_("waiting on agent"),
        "resolved": N_("resolved"),
    },
    "mail_state": {
        "queued": N_("queued"),
        "sent": N_("sent"),
        "quarantined": N_("given up"),
    },
    "method": {"cash": N_("cash"), "bank_transfer": N_("bank transfer")},
    "heading": {
        one: one
        for one in (
            N_("item"),
            N_("product"),
            N_("state"),
            N_("start"),
            N_("service"),
            N_("document"),
            N_("amount"),
            N_("when"),
            N_("who"),
            N_("what"),
            N_("why"),
            N_("a person must look"),
            N_("found by"),
            N_("since"),
            N_("gateway"),
            N_("captured there"),
            N_("booked here"),
            N_("given back there"),
            N_("booked as given back"),
        )
    },
    "what": {
        one: one
        for one in (
            N_("account"),
            N_("attachment"),
            N_("checkout"),
            N_("credit note"),
            N_("customer"),
            N_("customer profile"),
            N_("gateway"),
            N_("invoice"),
            N_("item in this order"),
            N_("line in your cart"),
            N_("mail"),
            N_("message"),
            N_("offering"),
            N_("order"),
            N_("partner"),
            N_("payment attempt"),
            N_("payment intent"),
            N_("quote"),
            N_("reconciliation"),
            N_("refund"),
            N_("settings version"),
            N_("subscription"),
            N_("ticket"),
        )
    },
    "priority_before": PRIORITIES,
    "priority_after": PRIORITIES,
    "needed": ACTORS,
    "actor_kind": ACTORS,
    "state_before": STATES,
    "state_after": STATES,
}
