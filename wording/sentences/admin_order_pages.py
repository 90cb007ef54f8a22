"""What the admins' portal says of an order's money, mails and workflow, and of cancelling it."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.cancel.concerns": N_("What would be cancelled"),
    "admin.cancel.done": N_("Cancelled. Documents and mails follow by themselves."),
    "admin.cancel.nothing": N_("Nothing is left to cancel"),
    "admin.cancel.nothing_why": N_("Everything of this order is decided."),
    "admin.cancel.now": N_("Cancel the order now"),
    "admin.cancel.title": N_("Cancel the order"),
    "admin.cancel.told": By(
        "is_paid",
        {
            "true": N_(
                "A credit note in full is issued for what was paid, the money goes back to where it"
                " came from, and the customer gets a mail."
            ),
            ANY: N_("Nothing was paid for it. The customer gets a mail."),
        },
    ),
    "admin.order.ask_gateway": N_("Ask the gateway"),
    "admin.order.attempt": N_("Attempt"),
    "admin.order.attempts": N_("Attempts to pay"),
    "admin.order.gateway": N_("Gateway"),
    "admin.order.gateway_says": By(
        "payment_state",
        {
            "open": N_(
                "{gateway} says at {asked_at}: the payment is open, and nobody has paid it."
            ),
            "processing": N_(
                "{gateway} says at {asked_at}: the payment is on its way and not settled yet."
            ),
            "captured": N_(
                "{gateway} says at {asked_at}: {amount_minor} were captured on {captured_at}."
            ),
            "failed": By(
                "why",
                {
                    NONE: N_("{gateway} says at {asked_at}: the payment failed."),
                    ANY: N_("{gateway} says at {asked_at}: the payment failed. {why}"),
                },
            ),
            "cancelled": N_(
                "{gateway} says at {asked_at}: the payment is cancelled and captures nothing more."
            ),
            NONE: N_("{gateway} says at {asked_at}: it has no such payment."),
        },
    ),
    "admin.order.newest_shown": N_("Of each list only the newest are shown here."),
    "admin.order.no_attempts": N_("Nobody has tried to pay."),
    "admin.order.no_documents": N_("No invoice and no credit note is issued."),
    "admin.order.no_mails": N_("No mail was written."),
    "admin.order.no_tickets": N_("There is no ticket."),
    "admin.order.received": N_("Money received"),
    "admin.order.tab": By(
        "tab",
        {
            "order": N_("Order"),
            "money": N_("Payments and documents"),
            "talk": N_("Tickets and mails"),
            ANY: N_("Full audit"),
        },
    ),
    "admin.order.tabs": N_("Parts of the order"),
    "admin.order.take_up": N_("Start its workflow again"),
    "admin.order.take_up_now": N_("Start it again"),
    "admin.order.take_up_told": N_(
        "Where the workflow was ended by force or is not there, another one goes on from where the"
        " order stands. Nothing is charged, credited or mailed twice, and where one runs nothing is"
        " done."
    ),
    "admin.order.taken_up": N_("A workflow has taken the order up."),
    "admin.order.temporal": N_("The workflow in Temporal"),
    "admin.order.todo": By(
        "code",
        {
            "attention.mismatch": N_(
                "Ask the gateway under “Payments and documents” what it captured, and write here"
                " what was agreed with the customer."
            ),
            "attention.refund": N_(
                "Look at the refund under “Payments and documents” and have it tried again, or give"
                " the money back by hand and write here how."
            ),
            "attention.workflow_lost": N_("Whoever keeps the system going can do it on this page."),
            ANY: N_(
                "When that is done, write here what was found and done: a step that waits for it is"
                " tried again."
            ),
        },
    ),
}
