"""What reconciliations find, and what became of it."""

from collections.abc import Mapping

from wording.marking import N_

KINDS: Mapping[str, str] = {
    "capture_not_booked": N_("Money at the gateway that was not booked"),
    "capture_unknown": N_("Money at the gateway that belongs to no attempt here"),
    "captured_twice": N_("A second payment for one attempt"),
    "amount_differs": N_("Another amount or currency"),
    "capture_missing": N_("Booked here, and not captured at the gateway"),
    "payment_behind": N_("Attempts that were further at the gateway"),
    "payment_never_opened": N_("Attempts that the gateway never got"),
    "payment_missing": N_("Payments that the gateway does not know any more"),
    "refund_not_booked": N_("Given back at the gateway, and not booked"),
    "refund_unknown": N_("Given back at the gateway, and unknown here"),
    "refund_differs": N_("Refunds of another amount, currency or payment"),
    "refund_failed": N_("Booked as given back, and failed at the gateway"),
    "refund_missing": N_("Booked as given back, and unknown at the gateway"),
    "refund_overdue": N_("Refunds that are not done"),
    "ledger_differs": N_("The ledger is not what its documents say"),
    "message_overdue": N_("Messages that are tried for too long"),
    "message_quarantined": N_("Messages that were given up"),
    "webhook_unprocessed": N_("Webhooks that nothing worked on"),
    "order_behind": N_("Orders that do not show how their payment ended"),
    "workflow_missing": N_("Orders or refunds without a workflow"),
    "workflow_ended": N_("Workflows that ended before their order"),
    "active_without_payment": N_("Services that run as paid without a payment"),
    "not_asked": N_("Payments that the gateway could not be asked for"),
    "not_compared": N_("What could not be compared"),
}
STATES: Mapping[str, str] = {
    "healed": N_("healed"),
    "open": N_("a person must look"),
    "put_off": N_("asked again next time"),
}
