"""What stands around the words of a mail."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "mail-text-is-not-usable/braces": N_(
        "Braces are for placeholders alone, each of them a name such as {{order_id}}. Nothing was"
        " saved. Here there are: {allowed}."
    ),
    "mail-text-is-not-usable/unknown": N_(
        "This mail has no placeholder called {unknown}. Nothing was saved. Here there are:"
        " {allowed}."
    ),
    "mail-text-was-changed-meanwhile": By(
        "written_by",
        {
            ANY: N_(
                "The text was changed meanwhile by {written_by} ({written_at}). Nothing was saved;"
                " look at it, and write yours again."
            ),
            NONE: N_(
                "The text that you saw is not the newest one. Nothing was saved; look at it, and"
                " write yours again."
            ),
        },
    ),
    "mail.about": By(
        "ticket_id",
        {
            ANY: By(
                "order_id",
                {
                    ANY: N_("Ticket: {ticket_id}, order: {order_id}"),
                    NONE: N_("Ticket: {ticket_id}"),
                },
            ),
            NONE: N_("Order: {order_id}"),
        },
    ),
    "mail.answer": By(
        "support_email",
        {
            ANY: N_(
                "To answer, please write under Tickets on the portal. A reply to this mail goes to"
                " {support_email}."
            ),
            NONE: N_("To answer, please write under Tickets on the portal."),
        },
    ),
    "mail.open": By(
        "ticket_id",
        {
            ANY: N_("View the ticket"),
            NONE: By(VIEWER, {"customer": N_("View your order"), "staff": N_("Open the order")}),
        },
    ),
    "mail.phone": N_("By phone: {support_phone}"),
}
