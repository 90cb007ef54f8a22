"""What staff reads above lists of what happened."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.mails.act": N_("What to do"),
    "admin.mails.failure": N_("Why it was not sent"),
    "admin.mails.file": N_("mails"),
    "admin.mails.none": N_("No mail was written yet"),
    "admin.mails.none_found": N_("No mail fits"),
    "admin.mails.queued": N_("Written"),
    "admin.mails.resend": N_("Send again"),
    "admin.mails.search": N_("Search by subject or recipient"),
    "admin.mails.sent": N_("Sent"),
    "admin.mails.show_all": N_("Show all mails"),
    "admin.mails.state": N_("Status"),
    "admin.mails.subject": N_("Subject"),
    "admin.mails.to": N_("To"),
    "admin.mails.was_resent": N_("The mail is sent once more, to {recipients}."),
    "admin.menu.mails": N_("Mails"),
}
