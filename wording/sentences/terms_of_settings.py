"""What settings are called, and the values that are chosen from."""

from collections.abc import Mapping

from wording.marking import N_

SETTINGS: Mapping[str, str] = {
    "ordering_enabled": N_("Order new products"),
    "gateway_enabled": N_("Accept payment via gateway"),
    "payment_methods": N_("Payment methods"),
    "largest_start_shift_days": N_("Largest move of the start"),
    "credit_notes_enabled": N_("Credit notes"),
    "order_button_text": N_("Words on the button that orders"),
    "terms_text": N_("Terms"),
    "channel": N_("Where orders are handed over"),
    "mail_recipients": N_("Recipients"),
    "ticket_group": N_("Group of the tickets"),
    "ticket_priority": N_("Priority of the tickets"),
    "ticket_assignee": N_("Assignee of the tickets"),
    "approval_reminder_after_seconds": N_("Reminder after"),
    "approval_escalation_after_seconds": N_("Escalation after"),
    "escalation_priority": N_("Priority after the escalation"),
    "escalation_group": N_("Group after the escalation"),
    "approval_warning_before_expiry_seconds": N_("Warning before the request expires"),
    "approval_expires_after_seconds": N_("Requests expire after"),
    "payment_expires_after_seconds": N_("Unpaid orders expire after"),
    "offline_payment_expires_after_seconds": N_("Orders paid by transfer expire after"),
    "payment_term_days": N_("Days to pay an invoice"),
    "currency": N_("Currency"),
    "billing_day": N_("Billing day"),
    "legal_name": N_("Legal name"),
    "address": N_("Postal address"),
    "vat_id": N_("VAT number"),
    "numbering_pattern": N_("Pattern of document numbers"),
    "display_name": N_("Name for customers"),
    "logo_url": N_("Address of the logo"),
    "support_email": N_("Support by email"),
    "support_phone": N_("Support by phone"),
    "language": N_("Language"),
    "time_zone": N_("Time zone"),
    "customer_portal_url": N_("Address of the customers' portal"),
    "admin_portal_url": N_("Address of the admins' portal"),
    "privacy_url": N_("Address of the privacy notice"),
    "imprint_url": N_("Address of the imprint"),
    "mail_delay_seconds": N_("Mails to customers wait"),
    "mail_quiet_from": N_("No mails from"),
    "mail_quiet_until": N_("No mails until"),
}
OFFERED_METHODS: Mapping[str, str] = {
    "page": N_("The gateway's payment page"),
    "linked": N_("Linked payment methods, such as a stored card"),
    "instructions": N_("Bank transfer and other payments by instructions"),
}
CHANNELS: Mapping[str, str] = {"tickets": N_("By ticket"), "email": N_("By email")}
MAILS: Mapping[str, str] = {
    "order_received": N_("Order received"),
    "payment_succeeded": N_("Payment received"),
    "payment_failed": N_("Payment failed"),
    "approval_reminder": N_("Reminder to decide"),
    "approval_escalated": N_("Escalation"),
    "expiry_warning": N_("Warning before the end of the request"),
    "item_approved": N_("Approval"),
    "item_scheduled": N_("Approval, with the start"),
    "item_activated": N_("Service started"),
    "item_rejected": N_("Rejection"),
    "item_cancelled": N_("Cancellation"),
    "item_expired": N_("Request expired"),
    "start_moved": N_("Another start"),
    "credit_note_issued": N_("Credit note"),
    "supplement_issued": N_("Additional invoice"),
    "attention_needed": N_("A person must look"),
}
TEXT_SOURCES: Mapping[str, str] = {
    "standard": N_("Standard text"),
    "default": N_("Text of Default"),
    "partner": N_("Own text"),
}
UNITS: Mapping[str, str] = {
    "days": N_("days"),
    "hours": N_("hours"),
    "minutes": N_("minutes"),
    "seconds": N_("seconds"),
}
