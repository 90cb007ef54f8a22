"""What a customer and its provider write to each other in the portal."""

from collections.abc import Mapping

from wording.marking import ANY, N_, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.tickets.about": N_("About which order?"),
    "portal.tickets.about_none": N_("About no order"),
    "portal.tickets.all": N_("All tickets"),
    "portal.tickets.body": N_("Your message"),
    "portal.tickets.earlier": N_("Earlier messages"),
    "portal.tickets.empty_file": N_(
        "One of the files is empty. Nothing was sent. Choose the files again, without it."
    ),
    "portal.tickets.files": N_("Files"),
    "portal.tickets.files_hint": N_(
        "PDF, PNG, JPEG, WebP, TXT or CSV; at most 10, each up to 5 MB, together up to 10 MB."
    ),
    "portal.tickets.last": N_("Last message"),
    "portal.tickets.leave": N_("Back to the tickets"),
    "portal.tickets.new": N_("Open a ticket"),
    "portal.tickets.newest": N_("Newest messages"),
    "portal.tickets.none": N_("You have no tickets yet"),
    "portal.tickets.none_found": N_("No ticket fits"),
    "portal.tickets.none_found_why": N_("None of your tickets fits what you asked for."),
    "portal.tickets.none_why": N_(
        "Do you have a question, or does something not work? Open a ticket: your provider answers"
        " here, and by email."
    ),
    "portal.tickets.open": N_("Open tickets"),
    "portal.tickets.reopens": N_("This ticket is resolved. When you reply, it is open again."),
    "portal.tickets.reply": N_("Reply"),
    "portal.tickets.search": N_("Search your tickets"),
    "portal.tickets.send": N_("Send the message"),
    "portal.tickets.show_all": N_("Show all tickets"),
    "portal.tickets.side": By(
        "side",
        {
            "you": N_("You"),
            "support": N_("Support, in your name"),
            "system": N_("Automatic message"),
            ANY: N_("Your provider"),
        },
    ),
    "portal.tickets.size": N_("{kilobytes} kB"),
    "portal.tickets.state": N_("Status"),
    "portal.tickets.subject": N_("Subject"),
    "portal.tickets.to_order": N_("See the order that this is about"),
    "portal.tickets.too_large": N_(
        "The files are too large, and nothing was sent. Each may have {most} MB, and all together"
        " {most_together} MB. Choose them again; what you typed is still here."
    ),
    "portal.tickets.unread": N_("Unread tickets"),
    "portal.tickets.unread_count": Plural("{count} new message", "{count} new messages"),
    "portal.tickets.was_opened": N_(
        "Your ticket is open. Your provider answers here, and you get an email then."
    ),
    "portal.tickets.was_sent": N_("Your message was sent."),
    "portal.tickets.which": N_("Which tickets"),
}
