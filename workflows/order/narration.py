"""What an operator reads in the Temporal UI: what the order waits for, and who can act."""

from collections.abc import Mapping

from contracts.decisions import AWAITS_PAYMENT, ItemState

WAITS: dict[ItemState, str] = {
    "awaiting_payment": "the payment; the customer can pay, switch to a request or cancel",
    "payment_failed": "another try to pay; the customer can try again, switch to a request or"
    " cancel",
    "awaiting_approval": "approval; an admin of the partner can approve or reject, the customer can"
    " cancel",
    "awaiting_confirmation": "confirmation of the start date; an admin of the partner can confirm"
    " or reject (the service is active and paid)",
    "scheduled": "its start date; nobody has to act",
}


def waiting_for(
    items: Mapping[str, ItemState], attempt: int, attention: str | None, undelivered: int
) -> str:
    """The workflow's current details, in Markdown: one line for each thing that is waited for."""
    lines = []
    if attention:
        lines.append(f"**Needs attention:** {attention} When it is solved, signal `retry`.")
    for state, words in WAITS.items():
        waiting = [item for item, current in items.items() if current == state]
        if waiting:
            lines.append(f"Waits for {words}: {', '.join(waiting)}.")
    if attempt > 1 and not AWAITS_PAYMENT.isdisjoint(items.values()):
        lines.append(f"This is attempt {attempt} to pay.")
    if undelivered:
        lines.append(f"{undelivered} notification(s) to deliver; nothing else waits for them.")
    return "\n\n".join(lines) or "Done; nothing is waited for."
