"""What the states and events of the lifecycle page mean, in words. A state that has none breaks the
page, so that a new one cannot be forgotten here."""

from contracts.decisions import ItemState
from contracts.payments import IntentState
from services.orders.domain.transitions import ItemEvent
from workflows.order.deadlines import Rung

HEAD = """# The life of an order
<!-- Generated from the code by `python -m docs.generate`; a test compares. Do not edit. -->

An order has items, and each item is decided for itself. The states below live in PostgreSQL; the
workflow only says in which order they are changed. How that runs:
[architecture.md](architecture.md)."""

ITEMS: dict[ItemState, str] = {
    "awaiting_payment": "ordered with payment upfront; no money has come yet",
    "awaiting_approval": "ordered as a request; an admin has to approve it",
    "awaiting_confirmation": "paid and active; an admin has still to confirm the start date",
    "scheduled": "approved with a start date in the future",
    "approved": "approved or confirmed, and started",
    "rejected": "refused by an admin; what was paid is credited in full",
    "cancelled": "called off by the customer before anybody decided",
    "expired": "neither paid nor decided in time",
    "payment_failed": "the last attempt to pay was declined, or took another amount that goes back;"
    " the customer may go on",
}

EVENTS: dict[ItemEvent, str] = {
    "payment_captured": "the gateway has the money",
    "payment_declined": "the gateway declined the newest attempt",
    "payment_mismatched": "the gateway captured another amount or currency; the order needs"
    " attention too",
    "payment_tried_again": "the customer opens a new attempt",
    "payment_expired": "an attempt ended unpaid",
    "switched_to_request": "the customer gives up paying and asks for approval",
    "approved_for_now": "a decision with a start date of today or before takes effect",
    "approved_for_later": "a decision with a start date in the future takes effect",
    "start_arrived": "the start date has begun in the partner's time zone",
    "rejected": "a rejection takes effect",
    "cancelled": "a cancellation takes effect",
    "expired": "nobody paid or decided in time",
}

DEADLINES: dict[Rung, str] = {
    "reminder": "the admins are told again, in the ticket or by mail",
    "escalation": "the ticket gets its priority and group, or the admins a mail",
    "warning": "the customer is told on which day the request expires, by mail and in the ticket",
    "expiry": "the request ends, and with it what nobody decided",
}

INTENTS: dict[IntentState, str] = {
    "created": "recorded; whether the gateway knows it is not known yet",
    "open": "the payment page exists",
    "processing": "the gateway has it and has not settled; an unknown outcome is this",
    "captured": "the money has come",
    "failed": "declined for good",
    "cancelled": "can no longer capture: replaced by a newer attempt, or the order was closed",
    "mismatch": "captured with another amount or currency; the money goes back",
}

Meanings = dict[str, tuple[str, str]]

INVOICES: Meanings = {
    "draft": ("of an unpaid order; without number and date", "paid by the capture, or void"),
    "issued": (
        "of an approved request, or charges credit back; something is due",
        "`paid` in full, or `settled`",
    ),
    "paid": (
        "numbered and dated with the capture, or paid by hand (or free of charge)",
        "stays",
    ),
    "settled": (
        "nothing is due any more, as credit notes took the last of it; shown, not stored",
        "`issued` again when such a note is voided",
    ),
    "void": ("a draft whose order was closed unpaid; it never had a number", "stays"),
}

CREDIT_NOTES: Meanings = {
    "refund_due": (
        "the rest that settled nothing is on the customer's balance, or on its way to the card",
        "`refunded` once all of it was given back; `voided` when the start moves back before",
    ),
    "refunded": ("given back, to the card or by hand", "stays"),
    "closed": ("used up by what was due on the invoices of its order item", "stays"),
    "voided": ("replaced by a newer note, which names it, or by none", "stays"),
}

REFUNDS: Meanings = {
    "pending": (
        "wanted, tried (after a refusal again, with a new key), or on its way at the gateway",
        "`succeeded`, or `failed` after five refusals, when no gateway can, or a person ends it",
    ),
    "succeeded": ("the money has left, by the gateway or by hand; booked in the ledger", "stays"),
    "failed": (
        "refused five times, ended by a person, or come back; the order needs attention",
        "`pending` when a person has it tried again; `succeeded` when given by hand",
    ),
}
