"""The pages of the embedded mailbox, which developers read."""

from collections.abc import Mapping

from wording.marking import ANY, N_, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "mailbox-is-on-this-machine": N_(
        "The mailbox is read on this machine alone. Nothing was shown; open it under 127.0.0.1 or"
        " localhost, with the same port."
    ),
    "mailbox.about": N_("Mails that were written here and left this machine for nobody."),
    "mailbox.as_html": N_("The mail as its reader sees it"),
    "mailbox.as_text": N_("The mail as plain text"),
    "mailbox.attachment": By(
        "kind",
        {ANY: N_("Save the attached PDF"), "contract": N_("Save the attached contract summary")},
    ),
    "mailbox.back": N_("All mails"),
    "mailbox.empty": N_("No mail was written yet. Order something or sign in by mail."),
    "mailbox.find": N_("Find"),
    "mailbox.newest": N_("Mails, newest first"),
    "mailbox.not_sent": N_("Not sent yet"),
    "mailbox.nothing_found": N_("No mail has this in its subject or in an address."),
    "mailbox.older": N_("Older mails"),
    "mailbox.search": N_("In the subject or an address"),
    "mailbox.state": N_("State"),
    "mailbox.title": N_("Mailbox of this machine"),
    "mailbox.to": N_("To"),
    "mailbox.written": N_("Written"),
}
