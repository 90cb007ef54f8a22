"""What was done to an order, as its audit names it. Spreadsheets keep the names."""

from collections.abc import Mapping

from wording.marking import N_

ACTIONS: Mapping[str, str] = {
    "placed": N_("order placed"),
    "sent_as_request": N_("sent as a request"),
    "pay_again": N_("new attempt to pay"),
    "payment_tried_again": N_("waits for the payment again"),
    "switch_to_request": N_("request instead of a payment"),
    "switched_to_request": N_("waits for approval instead"),
    "payment_captured": N_("payment arrived"),
    "payment_counted": N_("payment counted after all"),
    "payment_declined": N_("payment declined"),
    "payment_mismatched": N_("payment of another amount"),
    "payment_expired": N_("payment not made in time"),
    "late_payment": N_("payment came too late"),
    "offline_payment_recorded": N_("offline payment recorded"),
    "offline_payment_booked": N_("offline payment booked"),
    "offline_payment_not_booked": N_("offline payment not booked"),
    "decided_approve": N_("approval decided"),
    "decided_reject": N_("rejection decided"),
    "decided_cancel": N_("cancellation decided"),
    "decided_expire": N_("expiry decided"),
    "moved_start": N_("start moved"),
    "approved_for_now": N_("approved and active"),
    "approved_for_later": N_("approved for a later start"),
    "start_arrived": N_("start has come"),
    "rejected": N_("rejected"),
    "cancelled": N_("cancelled"),
    "expired": N_("expired"),
    "reminded": N_("admins reminded"),
    "escalated": N_("order escalated"),
    "warned": N_("customer warned of the expiry"),
    "needs_attention": N_("a person must look"),
    "attention_solved": N_("attention solved"),
    "workflow_started_again": N_("workflow taken up again"),
    "settings_changed": N_("settings changed"),
    "offering_created": N_("offering created"),
    "offering_changed": N_("offering changed"),
}
