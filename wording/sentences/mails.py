"""What stands around the words of a mail."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
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
    "mail.open": By(VIEWER, {"customer": N_("View your order"), "staff": N_("Open the order")}),
    "mail.order": N_("Order: {order_id}"),
    "mail.phone": N_("By phone: {support_phone}"),
}
